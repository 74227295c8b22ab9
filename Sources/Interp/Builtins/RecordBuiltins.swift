let recordBuiltins: [Builtin] = []
