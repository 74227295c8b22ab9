/// How the page of the reference looks: dark where the reader's screen is, and in one column on a narrow one.
enum PageStyle {
  static let text = """
    :root { color-scheme: light dark;
      --ground: #ffffff; --raised: #f4f5f7; --ink: #1d2127; --faint: #5c6470; --line: #d9dde3; --link: #0b5cad;
      --word: #7a2fa0; --text: #1b6e3a; --number: #a04100; --label: #205a8c; }
    @media (prefers-color-scheme: dark) { :root {
      --ground: #15181c; --raised: #1f242a; --ink: #e3e6ea; --faint: #9aa3ae; --line: #343b44; --link: #6cb2f5;
      --word: #d3a0f2; --text: #86d29c; --number: #f0a56b; --label: #8ec3ee; } }
    * { box-sizing: border-box; }
    html { scroll-padding-top: 5rem; }
    body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: var(--ground); color: var(--ink);
      display: grid; grid-template: auto 1fr / 17rem minmax(0, 1fr); }
    header { grid-column: 1 / -1; position: sticky; top: 0; z-index: 1; display: flex; gap: 1rem; align-items: center;
      padding: .6rem 1.2rem; background: var(--ground); border-bottom: 1px solid var(--line); }
    h1 { font-size: 1.2rem; margin: 0; white-space: nowrap; }
    h1 small { color: var(--faint); font-weight: normal; }
    input { flex: 1; min-width: 0; max-width: 34rem; font: inherit; padding: .4rem .7rem; color: inherit;
      background: var(--raised); border: 1px solid var(--line); border-radius: .4rem; }
    #count { margin: 0; color: var(--faint); white-space: nowrap; }
    nav { padding: 1rem 0 2rem 1.2rem; font-size: .9rem; position: sticky; top: 3.6rem; align-self: start;
      max-height: calc(100vh - 3.6rem); overflow: auto; }
    nav div { display: flex; flex-wrap: wrap; gap: .1rem .6rem; padding: .2rem 0 .6rem 1rem; }
    summary { padding: .15rem 0; cursor: pointer; }
    main { padding: 0 1.5rem 4rem; max-width: 54rem; }
    h2 { margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
    h3 { margin: 0 0 .3rem; font: 600 1.05rem ui-monospace, monospace; }
    article { padding: .9rem 0; }
    article + article { border-top: 1px solid var(--line); }
    p { margin: .4rem 0; }
    a { color: var(--link); text-decoration: none; }
    a:hover, a:focus-visible { text-decoration: underline; }
    pre, code, samp { font: .88rem/1.45 ui-monospace, monospace; }
    pre { margin: .5rem 0; padding: .5rem .8rem; background: var(--raised); border-radius: .4rem; overflow-x: auto; }
    pre.usage { background: none; border-left: 3px solid var(--line); border-radius: 0; white-space: pre-wrap;
      overflow-wrap: anywhere; }
    code { background: var(--raised); border-radius: .2rem; padding: 0 .2em; }
    pre i { color: var(--faint); font-style: normal; user-select: none; }
    samp { color: var(--faint); }
    b { font-weight: inherit; }
    .more { color: var(--faint); font-size: .9rem; }
    .keyword, .clause, .constant { color: var(--word); }
    .string, .escape { color: var(--text); }
    .number, .unit { color: var(--number); }
    .label, .field { color: var(--label); }
    .comment, .documentation { color: var(--faint); }
    [hidden] { display: none !important; }
    @media (max-width: 48rem) {
      body { grid-template-columns: minmax(0, 1fr); }
      nav { position: static; max-height: none; padding-right: 1.2rem; border-bottom: 1px solid var(--line); }
      main { padding: 0 1.2rem 3rem; }
      header { gap: .7rem; }
      #count { display: none; }
    }
    @media print { header input, nav { display: none; } }

    """
}

/// The search of the page: every word that is typed must be in an entry; names come before texts.
enum PageScript {
  static let text = """
    const search = document.getElementById("search");
    const sections = [...document.querySelectorAll("section")].map((element) => ({
      element,
      entries: [...element.querySelectorAll("article")].map((article) => ({
        article,
        names: [...article.querySelectorAll("h3 span")].map((name) => name.textContent.toLowerCase()),
        text: article.textContent.toLowerCase().replaceAll("_", " "),
      })),
    }));
    const all = sections.flatMap((section) => section.entries);

    function show() {
      const typed = search.value.trim().toLowerCase();
      const words = typed.replaceAll("_", " ").split(/\\s+/).filter(Boolean);
      let found = all.filter((entry) => words.every((word) => entry.text.includes(word)));
      // What is called so, rather than all that mentions it.
      const named = found.filter((entry) => entry.names.some((name) => name.startsWith(typed)));
      if (typed && named.length) found = named;
      const kept = new Set(found);
      for (const section of sections) {
        for (const entry of section.entries) entry.article.hidden = !kept.has(entry);
        section.element.hidden = !section.entries.some((entry) => kept.has(entry));
      }
      document.getElementById("nothing").hidden = found.length > 0;
      document.getElementById("count").textContent = typed ? `${found.length} of ${all.length}` : "";
    }

    // A link leads to its entry, whatever is searched for.
    function follow() {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !target.closest("[hidden]")) return;
      search.value = "";
      show();
      target.scrollIntoView();
    }

    search.addEventListener("input", show);
    window.addEventListener("hashchange", follow);
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && document.activeElement !== search) {
        event.preventDefault();
        search.focus();
      }
      if (event.key === "Escape") {
        search.value = "";
        show();
      }
    });
    show();

    """
}
