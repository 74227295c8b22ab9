import Basics

extension Figure {
  /// Draws the figure as a page that stands by itself and needs no network.
  ///
  /// Where a pointer rests on a mark, the page says what it stands for, and shows every other mark of the same trial.
  public func html() -> String { FigurePage.html([self]) }
}

extension FigurePage {
  /// Draws figures below each other as one such page, with the title of the first.
  public static func html(_ figures: [Figure]) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\((figures.first?.title ?? "").onOneLine.escaped)</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    \(figures.map { "<figure>\n\($0.element.written())\n</figure>" }.joined(separator: "\n"))
    <div class="tip" role="status" hidden></div>
    <script>
    \(script)
    </script>
    </body>
    </html>

    """
  }
}

/// What a page needs around the figures in it.
public enum FigurePage {
  /// The style of the page and of its tooltip; colours are those of figures.
  public static let style = """
    body { margin: 0; padding: 1.5rem; background: #f6f8fa; }
    figure { margin: 0 auto 1.5rem; max-width: 64rem; }
    figure svg { display: block; width: 100%; height: auto; border-radius: 8px; }
    .tip { position: fixed; z-index: 1; max-width: 24rem; padding: .4rem .6rem; border-radius: 6px; white-space: pre-line;
      font: 13px/1.4 system-ui, sans-serif; background: #1f2328; color: #ffffff; pointer-events: none;
      overflow-wrap: anywhere; }
    svg.hpo .same { stroke: #1f2328; stroke-width: 2.5px; opacity: 1; }
    @media (prefers-color-scheme: dark) {
      body { background: #0c0e12; }
      .tip { background: #e6e8eb; color: #14171c; }
      svg.hpo .same { stroke: #e6e8eb; }
    }
    """

  /// Says in a tooltip what the mark under the pointer stands for, and emphasises the marks of the same trial.
  public static let script = """
    "use strict";
    (() => {
      const tip = document.querySelector(".tip");
      // The browser's own tooltip would stand beside ours.
      for (const title of document.querySelectorAll("svg.hpo title")) {
        title.parentElement.dataset.tip = title.textContent;
        title.remove();
      }
      const emphasise = trial => {
        for (const mark of document.querySelectorAll(".same")) mark.classList.remove("same");
        if (trial === undefined) return;
        for (const mark of document.querySelectorAll(`[data-trial="${CSS.escape(trial)}"]`)) mark.classList.add("same");
      };
      document.addEventListener("pointermove", event => {
        const mark = event.target.closest("[data-tip]");
        tip.hidden = !mark;
        emphasise(event.target.closest("[data-trial]")?.dataset.trial);
        if (!mark) return;
        tip.textContent = mark.dataset.tip;
        const { offsetWidth: width, offsetHeight: height } = tip;
        tip.style.left = `${Math.max(4, Math.min(event.clientX + 14, innerWidth - width - 4))}px`;
        tip.style.top = `${Math.max(4, event.clientY + 18 + height > innerHeight ? event.clientY - height - 10 : event.clientY + 18)}px`;
      });
      document.documentElement.addEventListener("pointerleave", () => { tip.hidden = true; emphasise(undefined); });
    })();
    """
}
