let stringBuiltins: [Builtin] = []
