import Basics

/// A lesson on tuning: a program that prints what it has to say, and lets a class look at what comes of it.
///
/// The programs are those of `Examples/lessons`, embedded when this one is built.
struct Lesson {
  /// From 1 on.
  let number: Int
  /// The word that it is about, as in the name of its file.
  let name: String
  /// The program.
  let text: String

  /// What it is about: its first line, a comment.
  var title: String {
    String(text.prefix { $0 != "\n" }.drop { "# ".contains($0) })
  }

  /// All lessons, in the order of an hour.
  static let all: [Lesson] = [
    ("learning-rate", PackageResources.__learning_rate_hpo),
    ("grid", PackageResources.__grid_hpo),
    ("random", PackageResources.__random_hpo),
    ("surrogate", PackageResources.__surrogate_hpo),
    ("acquisition", PackageResources.__acquisition_hpo),
    ("gamma", PackageResources.__gamma_hpo),
    ("hull", PackageResources.__hull_hpo),
    ("program", PackageResources.__program_hpo),
  ].enumerated().map { Lesson(number: $0 + 1, name: $1.0, text: String(decoding: $1.1, as: UTF8.self)) }

  /// The lesson of this number or name; nil if there is none.
  static func find(_ word: String) -> Lesson? {
    all.first { word == "\($0.number)" || word == $0.name || word == "\($0.number)-\($0.name)" }
  }
}
