let programBuiltins: [Builtin] = []
