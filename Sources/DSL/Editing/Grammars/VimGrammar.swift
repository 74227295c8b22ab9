/// Files for Vim and Neovim.
public enum VimGrammar {
  /// The files by their path in a folder of Vim's.
  public static let files: [(path: String, text: String)] = [
    ("syntax/hpo.vim", syntax), ("ftdetect/hpo.vim", "au BufRead,BufNewFile *.hpo setfiletype hpo\n"),
    ("ftplugin/hpo.vim", plugin),
  ]

  private static let plugin = """
    if exists('b:did_ftplugin')
      finish
    endif
    let b:did_ftplugin = 1
    setlocal commentstring=#\\ %s comments=b:##,b:# formatoptions-=t formatoptions+=croql
    setlocal expandtab shiftwidth=2 softtabstop=2
    let b:undo_ftplugin = 'setlocal commentstring< comments< formatoptions< expandtab< shiftwidth< softtabstop<'

    """

  private static let syntax: String = {
    // Of several rules that match at a place, Vim takes the last.
    let inner = Grammar.regions.flatMap { region in region.rules.reversed().compactMap(contained) }
    let main = Grammar.program.reversed().map { rule in line(rule, isContained: false) }
    let links = SyntaxClass.allCases.map { "hi def link \(group($0)) \($0.vimGroup)" }
    let groups = SyntaxClass.allCases.filter { $0 != .escape && $0 != .interpolation }.map(group) + [group(nil)]
    let parts: [[String]] = [
      ["if exists('b:current_syntax')", "  finish", "endif"],
      // Strings of several lines are long at most as a page is.
      ["syn iskeyword @,48-57,_,192-255", "syn sync minlines=200"],
      ["syn cluster hpoProgram contains=\(groups.joined(separator: ",")),hpoBlockString,hpoLineString"],
      inner + Grammar.regions.filter { !$0.name.hasSuffix("String") }.map { region($0, isContained: true) } + main,
      links, ["let b:current_syntax = 'hpo'"],
    ]
    return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }()

  private static func group(_ found: SyntaxClass?) -> String {
    "hpo" + (found.map { $0.rawValue.prefix(1).uppercased() + $0.rawValue.dropFirst() } ?? "Name")
  }

  private static func contained(_ rule: Grammar.Rule) -> String? {
    guard case .piece(let found, let pattern) = rule else { return nil }
    return "syn match \(group(found)) '\\v\(pattern.vim)' contained"
  }

  private static func line(_ rule: Grammar.Rule, isContained: Bool) -> String {
    switch rule {
    case .piece(let found, let pattern): "syn match \(group(found)) '\\v\(pattern.vim)'"
    case .region(let name): Grammar.regions.first { $0.name == name }.map { region($0, isContained: false) } ?? ""
    }
  }

  private static func region(_ region: Grammar.Region, isContained: Bool) -> String {
    var words = ["syn region hpo\(region.name)"]
    if region.marks != region.content { words.append("matchgroup=\(group(region.marks))") }
    words += ["start='\\v\(Pattern.text(region.begin).vim)'", "end='\\v\(Pattern.text(region.end).vim)'"]
    if region.isOnLine { words.append("oneline") }
    if isContained { words.append("contained") }
    let inner = region.rules.map { rule in
      switch rule {
      case .piece(let found, _): group(found)
      case .region(let name): "hpo" + name
      }
    }
    words.append("contains=" + (inner + (region.holdsProgram ? ["@hpoProgram"] : [])).joined(separator: ","))
    return words.joined(separator: " ")
  }
}

extension SyntaxClass {
  /// The group that colour schemes know.
  fileprivate var vimGroup: String {
    switch self {
    case .comment: "Comment"
    case .documentation: "SpecialComment"
    case .string: "String"
    case .escape: "SpecialChar"
    case .interpolation: "Delimiter"
    case .number: "Number"
    case .unit: "Type"
    case .keyword: "Keyword"
    case .constant: "Constant"
    case .clause: "Statement"
    case .label, .field: "Identifier"
    case .call: "Function"
    case .operator: "Operator"
    }
  }
}
