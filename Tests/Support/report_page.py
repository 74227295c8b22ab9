"""Looks at reports of studies in a real browser. usage: report_page.py [FOLDER]

Without a folder: whether that is possible, by the status. With one: a line for each check of the pages in it, which
ChartsTests writes, and status 1 if one of them failed."""

import os
import shutil
import sys

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sys.exit(1)
browser_path = shutil.which("chromium")
if browser_path is None:
    sys.exit(1)
if len(sys.argv) < 2:
    sys.exit(0)

folder = sys.argv[1]
failed = []


def check(name):
    """Runs a function at once; what it raises is a failure."""

    def run(function):
        try:
            function()
            print("passed:", name)
        except Exception as error:  # whatever the browser raises is the result
            failed.append(name)
            print(f"failed: {name}: {type(error).__name__}: {error}")

    return run


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, color_scheme="light")
    context.set_default_timeout(60_000)
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: message.type == "error" and problems.append(message.text))
    page.on("request", lambda request: request.url.startswith(("file:", "blob:")) or problems.append(request.url))

    def open_page(name):
        problems.clear()
        page.goto(f"file://{folder}/{name}.html")
        settle()

    def settle():
        """Waits until all that is on the screen is drawn."""
        wait_for("!isScheduled && charts.every((chart) => !chart.isOnScreen || !chart.needsDrawing)")

    def wait_for(condition):
        """Waits until a condition holds; the page lets no condition be evaluated as text within it."""
        page.evaluate(f"""async () => {{ const begin = performance.now();
            for (let frame = 0; frame < 2 || !({condition}); frame++) {{
              if (performance.now() - begin > 60_000) throw new Error("waited in vain for {condition.replace(chr(34), "'")}");
              await new Promise((next) => requestAnimationFrame(next));
            }} }}""")

    def run(script):
        return page.evaluate(script)

    def text(selector):
        return page.locator(selector).inner_text()

    def rows():
        """The cells of the rows that exist, in their order."""
        return run("""Array.from(document.querySelectorAll("#trials tbody tr:not(.space)"),
                      (row) => Array.from(row.cells, (cell) => cell.textContent))""")

    def chart(name):
        """A chart and its corner on the screen."""
        plot = page.locator(f"#{name} .plot")
        run(f"document.querySelector('#{name} .plot').scrollIntoView({{block: 'center'}})")
        settle()
        return plot, plot.bounding_box()

    def point(name, place):
        """The place on the screen of the chart's target, and its trial."""
        _, corner = chart(name)
        trial, x, y = run(f"""(() => {{ const {{targets}} = charts.find((chart) => chart.id === '{name}').picture;
            return [targets.trials[{place}], targets.xs[{place}], targets.ys[{place}]]; }})()""")
        return trial, corner["x"] + x, corner["y"] + y

    def assert_equal(found, expected):
        assert found == expected, f"{found!r}, not {expected!r}"

    def without_problems():
        assert not problems, problems

    for name in sorted(file.removesuffix(".html") for file in os.listdir(folder)):

        @check(f"{name}: every chart is drawn, and nothing is asked of a network")
        def _():
            open_page(name)
            assert run("charts.length") > 0
            run("charts.forEach((chart) => { chart.isOnScreen = true; chart.draw(); chart.svg(); })")
            run("setTheme('dark'); notify('view')")
            run("charts.forEach((chart) => chart.draw())")
            assert_equal(run("typeof broken"), "undefined")
            assert_equal(len(rows()), min(run("trialCount"), len(rows())))
            without_problems()

    open_page("digits")

    @check("numbers are written as in hpo, durations in two units")
    def _():
        numbers = "[0.031622776, 1500, 1e-7, 1.5e20, 0, -0.5, NaN, -Infinity, 99999, 1e-5, 9.99996]"
        assert_equal(run(f"{numbers}.map((number) => numberText(number))"),
                     ["0.03162", "1500", "1e-7", "1.5e20", "0", "-0.5", "nan", "-inf", "100000", "0.00001", "10"])
        assert_equal(run("[0, 0.25, 1.5, 59.99, 90, 7500, 97200].map(durationText)"),
                     ["0s", "250ms", "1.5s", "1min", "1min 30s", "2h 5min", "1d 3h"])

    @check("ticks are round and within the ends")
    def _():
        assert_equal(run("linearTicks(0, 1, 5)"), [0, 0.2, 0.4, 0.6, 0.8, 1])
        assert_equal(run("linearTicks(1, 4, 10, true)"), [1, 2, 3, 4])
        assert_equal(run("logTicks(1e-4, 1, 5)"), [1e-4, 1e-3, 1e-2, 0.1, 1])
        assert_equal(run("logTicks(0.03, 3, 6)"), [0.05, 0.1, 0.2, 0.5, 1, 2])
        assert_equal(run("linearTicks(-1.7e308, 1.7e308, 5).length"), 2)
        places = run("""['linear', 'log'].flatMap((kind) => { const scale = makeScale({kind, low: 1e-4, high: 1});
            return [1e-4, 0.01, 1].map((value) => scale.value(scale.at(value)) / value); })""")
        assert all(abs(place - 1) < 1e-9 for place in places), places
        assert_equal(run("makeScale({low: 3, high: 3}).at(3)"), 0.5)

    @check("a few diverged values do not stretch the axis")
    def _():
        assert_equal(run("readableEnds([1, 2, 3, 4, 5, 1e9], false)"), {"low": 1, "high": 5, "beyond": 1})
        assert_equal(run("readableEnds([1, 2, 3, 4, 5, -1e9], true)"), {"low": 1, "high": 5, "beyond": 1})
        assert_equal(run("readableEnds([1, 2, 3, 4, NaN, Infinity], false)"), {"low": 1, "high": 4, "beyond": 0})

    @check("filters mean what they say")
    def _():
        def kept(words):
            return run(f"(() => {{ const {{test, error}} = parseFilter({words!r}, columnsByTitle, rowText);"
                       " return error ?? trials.filter(test).length; })()")

        complete = run("isComplete.filter(Boolean).length")
        assert_equal(kept("state == complete"), complete)
        assert_equal(kept("not (state == complete)"), 150 - complete)
        assert_equal(kept("1e-3 < lr <= 0.1"), run("""trials.filter((trial) => {
            const lr = columnsByTitle.get('lr').numbers[trial]; return lr > 1e-3 && lr <= 0.1; }).length"""))
        assert_equal(kept("momentum == none"), run("trials.filter((trial) => trial % 4 !== 0).length"))
        assert_equal(kept("optimizer == sgd or optimizer == \"adam\""), kept("optimizer != true and optimizer != none"))
        assert_equal(kept("tag ~ 'run'"), "`'` does not belong here")
        assert_equal(kept("`tag` ~ \"RUN 3\" and number < 7"), 1)
        assert_equal(kept("step NaN"), 0)
        assert_equal(kept("the LOSS step"), run("trials.filter((trial) => stateOf(trial) === 'failed').length"))
        assert_equal(kept("accuracy > 0.9 depth"), "`depth` does not belong here")
        assert_equal(kept("dept > 3"), "there is no column `dept`; did you mean `depth`?")
        assert_equal(kept("(depth > 3"), "a `)` is missing")
        assert_equal(kept("depth >"), "something is missing at the end")

    @check("the table is sorted by a click on a title, and what is missing comes last")
    def _():
        best = run("bestTrial()")
        assert_equal(rows()[0][0], str(best))
        page.get_by_role("button", name="lr", exact=True).click()
        column = [float(row[1]) for row in rows()]
        assert_equal(column, sorted(column))
        assert_equal(page.locator("th[aria-sort=ascending]").inner_text().strip(), "lr")
        page.get_by_role("button", name="lr", exact=True).click()
        column = [float(row[1]) for row in rows()]
        assert_equal(column, sorted(column, reverse=True))
        page.get_by_role("button", name="momentum", exact=True).click()
        run("document.querySelector('.table').scrollTop = 1e6")
        wait_for("document.querySelector('#trials tbody tr:nth-last-child(2)').trial !== undefined")
        assert_equal(rows()[-1][3], "")

    @check("the filter is typed, errors are told, and all charts and the table follow")
    def _():
        page.fill("#filter", "lr > 0.1 and state == failed")
        settle()
        kept = run("trials.filter((trial) => columnsByTitle.get('lr').numbers[trial] > 0.1 && stateOf(trial) === 'failed').length")
        assert kept > 0
        assert_equal(text(".bar b"), f"{kept} of 150 trials")
        assert_equal(len(rows()), kept)
        page.fill("#filter", "lrr > 0.1")
        assert "did you mean `lr`?" in text("#filter-error")
        assert_equal(len(rows()), kept)
        page.get_by_role("button", name="Clear all").click()
        assert_equal(text(".bar b"), "150 trials")
        assert_equal(page.input_value("#filter"), "")

    @check("an axis is brushed; the table, the count and the other charts follow; a second one narrows it")
    def _():
        _, corner = chart("parallel")
        left, width, top, height = run("""(() => { const {box} = charts.find((chart) => chart.id === 'parallel').picture;
            return [box.left, box.width, box.top, box.height]; })()""")

        def drag(axis, begin, end):
            x = corner["x"] + left + width * axis / 4
            page.mouse.move(x, corner["y"] + top + height * begin)
            page.mouse.down()
            page.mouse.move(x, corner["y"] + top + height * (begin + end) / 2, steps=3)
            page.mouse.move(x, corner["y"] + top + height * end, steps=3)
            page.mouse.up()
            settle()

        # The upper half of lr, then that of depth.
        drag(0, -0.02, 0.5)
        low = run("[...state.brushes.values()][0].low")
        assert abs(low / 10**-2.5 - 1) < 0.05, low
        kept = run(f"trials.filter((trial) => columnsByTitle.get('lr').numbers[trial] >= {low}).length")
        assert_equal(text(".bar b"), f"{kept} of 150 trials")
        assert_equal(text("#trials .note"), f"{kept} of 150")
        assert text(".chips").startswith("lr ≥ 0.00")
        assert_equal(run("state.passing.length"), kept)
        drag(3, -0.02, 0.5)
        assert_equal(run("state.brushes.size"), 2)
        fewer = run("state.passing.length")
        assert 0 < fewer < kept, fewer
        assert all(float(row[1]) >= low * 0.999 and int(row[4]) >= 5 for row in rows())
        # A click on the brush takes it away.
        page.mouse.click(corner["x"] + left, corner["y"] + top + height * 0.9)
        assert_equal(run("state.brushes.size"), 1)
        page.get_by_role("button", name="Clear all").click()
        assert_equal(run("state.passing.length"), 150)

    @check("pointing at a trial names it, a click marks it everywhere")
    def _():
        trial, x, y = point("history", 20)
        page.mouse.move(x, y)
        page.wait_for_selector(".tip:not([hidden])")
        assert_equal(run("state.hovered"), trial)
        assert text(".tip strong").startswith(f"Trial {trial}, ")
        page.mouse.click(x, y)
        settle()
        assert_equal(run("state.selected"), trial)
        assert_equal(text(".details h3"), f"Trial {trial}")
        assert_equal(page.locator("#trials tr.selected td").first.inner_text(), str(trial))
        marked = run("charts.filter((chart) => chart.isOnScreen).map((chart) => chart.overlay.childElementCount > 0)")
        assert any(marked), marked
        page.keyboard.press("Escape")
        assert_equal(run("state.selected"), -1)
        assert page.locator(".details").is_hidden()

    @check("a click on a row marks the trial, arrow keys go on")
    def _():
        run("document.querySelector('.table').scrollTop = 0")
        page.locator("#trials tbody tr:not(.space)").nth(2).click()
        first = run("state.selected")
        page.locator(".table").focus()
        page.keyboard.press("ArrowDown")
        assert run("state.selected") not in (first, -1)
        page.keyboard.press("Escape")

    @check("charts are read by the keyboard")
    def _():
        plot, _ = chart("history")
        plot.focus()
        page.keyboard.press("ArrowRight")
        assert_equal(run("state.hovered"), 0)
        page.keyboard.press("ArrowRight")
        assert_equal(run("state.hovered"), 1)
        assert text("[role=status]").startswith("trial 1, ")
        page.keyboard.press("Enter")
        assert_equal(run("state.selected"), 1)
        page.keyboard.press("Escape")

    @check("a drag zooms, a double click takes it back; with shift it filters")
    def _():
        _, corner = chart("history")
        page.mouse.move(corner["x"] + 150, corner["y"] + 60)
        page.mouse.down()
        page.mouse.move(corner["x"] + 300, corner["y"] + 200, steps=4)
        page.mouse.up()
        settle()
        zoom = run("charts.find((chart) => chart.id === 'history').zoom")
        assert 0 < zoom["x"]["low"] < zoom["x"]["high"] < 150, zoom
        page.mouse.dblclick(corner["x"] + 200, corner["y"] + 20)
        assert_equal(run("charts.find((chart) => chart.id === 'history').zoom"), None)
        settle()
        page.keyboard.down("Shift")
        page.mouse.move(corner["x"] + 150, corner["y"] + 30)
        page.mouse.down()
        page.mouse.move(corner["x"] + 300, corner["y"] + 200, steps=4)
        page.mouse.up()
        page.keyboard.up("Shift")
        assert_equal(run("[...state.brushes.keys()].map((column) => column.title)"), ["number", "accuracy"])
        assert run("state.passing.length") < 150
        page.get_by_role("button", name="Clear all").click()

    @check("failed trials are hidden, axes are made logarithmic, a remark shows its trials")
    def _():
        page.check("#hide-failed")
        assert_equal(run("state.passing.some((trial) => stateOf(trial) === 'failed')"), False)
        page.uncheck("#hide-failed")
        _, _ = chart("history")
        page.locator("#history input[type=checkbox]").check()
        assert_equal(run("isLog(objectives[0].column)"), True)
        page.locator("#history input[type=checkbox]").uncheck()
        page.locator("#health button").first.click()
        assert_equal(run("state.passing.every((trial) => stateOf(trial) === 'failed')"), True)
        page.locator(".chip").click()
        assert_equal(run("state.passing.length"), 150)

    @check("a chart is saved as SVG")
    def _():
        _, _ = chart("history")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save History as SVG").click()
        assert_equal(download.value.suggested_filename, "digits-history.svg")
        with open(download.value.path(), encoding="utf-8") as file:
            saved = file.read()
        kind = page.evaluate("""(text) => {
            const read = new DOMParser().parseFromString(text, 'image/svg+xml');
            return [read.documentElement.nodeName, read.querySelectorAll('circle').length]; }""", saved)
        assert kind[0] == "svg" and kind[1] > 100, kind

    @check("the theme is changed")
    def _():
        before = run("getComputedStyle(document.body).backgroundColor")
        page.click("#theme")
        assert run("getComputedStyle(document.body).backgroundColor") != before
        without_problems()

    open_page("large")

    @check("ten thousand trials: canvases, few rows, and the brush is followed")
    def _():
        assert_equal(text(".bar b"), "10,000 trials")
        chart("parallel")
        assert page.locator("#parallel canvas").is_visible()
        assert len(rows()) < 60
        run("brush(columnsByTitle.get('lr'), {low: 1e-3, high: 1e-2})")
        settle()
        kept = run("trials.filter((trial) => { const lr = columnsByTitle.get('lr').numbers[trial];"
                   " return lr >= 1e-3 && lr <= 1e-2; }).length")
        assert_equal(run("state.passing.length"), kept)
        run("document.querySelector('.table').scrollTop = 20000")
        wait_for("document.querySelector('#trials tbody tr:nth-child(5)').getAttribute('aria-rowindex') > 500")
        assert all(0.00099 < float(row[1]) < 0.0101 for row in rows())
        run("clearFilters()")
        trial, x, y = point("history", 5000)
        page.mouse.click(x, y)
        # Where many lie on each other any of them may be meant.
        values = run("[state.selected, %d].map((trial) => objectives[0].column.numbers[trial])" % trial)
        assert run("state.selected") >= 0 and abs(values[0] - values[1]) < 0.05, values
        without_problems()

    @check("a front is drawn for several objectives")
    def _():
        open_page("front")
        front = set(run("paretoFront(objectives[0], objectives[1])"))
        values = run("trials.map((trial) => [objectives[0].column.numbers[trial], -objectives[1].column.numbers[trial]])")
        expected = {i for i, a in enumerate(values)
                    if not any(b[0] <= a[0] and b[1] <= a[1] and b != a for b in values)}
        assert_equal(front, expected)
        assert page.locator("#front").is_visible()
        page.select_option("select[aria-label='Objective that charts show']", index=1)
        assert_equal(run("objective().column.title"), "speed")

    @check("of two hundred parameters the most important are shown, all others on demand")
    def _():
        open_page("wide")
        assert_equal(run("importanceOf(byImportance()[0])"), run("Math.max(...data.importance[0])"))
        assert_equal(run("charts.filter((chart) => chart.id.startsWith('slice-')).length"), 8)
        page.get_by_role("button", name="Show all 200").click()
        assert_equal(run("charts.filter((chart) => chart.id.startsWith('slice-')).length"), 200)
        page.locator("#parallel summary").click()
        page.locator(".axis-list input").nth(40).check()
        settle()
        without_problems()

    @check("hostile names are nothing but text")
    def _():
        open_page("hostile")
        assert text("h1").startswith("</title><script>broken")
        assert_equal(run("typeof broken"), "undefined")
        assert_equal(run("document.querySelectorAll('img, script:not([id]) ~ script').length"), 0)
        run("select(2)")
        assert "</script><script>broken = 5</script> 한국어 𝔘" in text(".details")
        assert "9223372036854775807" in text(".details")
        page.fill("#filter", "`학습률 \"'`")
        without_problems()

    browser.close()

print(f"\n{len(failed)} checks failed")
sys.exit(1 if failed else 0)
