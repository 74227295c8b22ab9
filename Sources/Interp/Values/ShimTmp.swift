func suggestion(for name: String, among names: [String]) -> String? { nil }
