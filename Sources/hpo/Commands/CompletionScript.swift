/// A script that completes command lines in a shell, as the parser writes it, and what the parser leaves out: where no
/// command is named, a line is one of `run`.
enum CompletionScript {
  /// A script for lines without a command too; a text that is no such script as it is.
  static func completed(_ text: String) -> String {
    if text.hasPrefix("#!/bin/bash\n") { return text + "\n" + bash }
    if text.hasPrefix("#compdef hpo\n"), let end = text.range(of: "\nif [[ \"${funcstack[1]}\"") {
      return text[..<end.lowerBound] + "\n" + zsh + text[end.lowerBound...]
    }
    // fish is told of each option and argument by a line with its condition.
    let own = text.split(separator: "\n").filter { $0.hasPrefix("complete ") && $0.contains(" \"hpo run\"") }
    return own.isEmpty ? text : text + "\n" + own.map { $0.replacing(" \"hpo run\"", with: " \"hpo\"") + "\n" }.joined()
  }

  /// The words that name a command, as a pattern of bash and zsh.
  private static var commands: String { (HPO.commandNames + ["help"]).joined(separator: "|") }

  private static var bash: String {
    """
    # Where no command is named, a line is one of `run`.
    _hpo_or_run() {
        local -ar named=("${COMP_WORDS[@]}")
        if [[ "${COMP_CWORD}" -eq 1 ]]; then
            _hpo "${@}"
        elif [[ "${named[1]}" =~ ^(\(commands))$ ]]; then
            _hpo "${@}"
            return
        fi
        local -i COMP_CWORD="$((COMP_CWORD + 1))"
        local -a COMP_WORDS=()
        COMP_WORDS=("${named[0]}" run "${named[@]:1}")
        _hpo "${@}"
    }

    complete -o filenames -F _hpo_or_run hpo
    """
  }

  private static var zsh: String {
    """
    functions[_hpo_named]="${functions[_hpo]}"

    # Where no command is named, a line is one of `run`.
    _hpo() {
        local -i ret=1
        if [[ "${CURRENT}" -eq 2 ]]; then
            _hpo_named && ret=0
        elif [[ "${words[2]}" =~ '^(\(commands))$' ]]; then
            _hpo_named
            return
        fi
        words=("${words[1]}" run "${words[@]:1}")
        ((CURRENT++))
        _hpo_named && ret=0
        return "${ret}"
    }

    """
  }
}
