import DSL

// What a user of this module needs of the language's syntax.

/// What is wrong with a program, and where.
public typealias Diagnostic = DSL.Diagnostic
/// All sources of a session.
public typealias SourceMap = DSL.SourceMap
/// A token of a text.
public typealias Token = DSL.Token
/// A reserved word.
public typealias Keyword = DSL.Keyword
/// A word that starts a clause of a search.
public typealias ClauseWord = DSL.ClauseWord
/// A text with a name.
public typealias Source = DSL.Source
/// A place in the text.
public typealias Span = DSL.Span
