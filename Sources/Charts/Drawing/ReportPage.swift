import Basics

extension StudyReport {
  /// The report as one file of HTML that needs no other: its own style, its own script, and the study as data.
  ///
  /// The page forbids itself every access to a network, and nothing of a study can be taken for markup or for a script.
  public var page: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
    <title>\(title.onOneLine.escapedInMarkup)</title>
    <style>
    \(Self.style)</style>
    </head>
    <body>
    <noscript>This report is drawn by the script that it carries, which this browser does not run.</noscript>
    <script type="application/json" id="data">\(data.text(isCompact: true).escapedInScript)</script>
    <script>
    "use strict";
    \(Self.script)</script>
    </body>
    </html>

    """
  }

  /// Scripts and styles of the page itself, pictures that it makes, and nothing from elsewhere.
  private static let policy =
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"

  private static let style = String(decoding: PackageResources.report_css, as: UTF8.self)

  /// The files of the script in the order in which they need each other.
  private static let script = [
    PackageResources.numbers_js, PackageResources.filter_js, PackageResources.state_js, PackageResources.elements_js,
    PackageResources.paint_js, PackageResources.raster_js, PackageResources.plot_js, PackageResources.chart_js,
    PackageResources.charts_js, PackageResources.slices_js, PackageResources.parallel_js,
    PackageResources.importance_js, PackageResources.table_js, PackageResources.summary_js, PackageResources.page_js,
  ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
}

extension String {
  /// The text where markup is read: nothing in it begins a tag, a reference or the end of an attribute.
  var escapedInMarkup: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// JSON where a script is read: without `<`, neither its end nor a comment can begin in it.
  var escapedInScript: String {
    var text = ""
    text.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      if scalar == "<" { text += "\\u003c" } else { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}
