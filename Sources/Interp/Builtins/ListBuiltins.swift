let listBuiltins: [Builtin] = []
