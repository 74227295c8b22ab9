import Foundation
import Testing

/// The programs of docs/programs.md, with a script that does what they ask of it.
@Suite struct ProgramPageTests {
  private static let programs: [String] = {
    let page = try? String(contentsOf: Samples.package.appendingPathComponent("docs/programs.md"), encoding: .utf8)
    return (page ?? "").matches(of: /```hpo\n((?:.*\n)*?)```/).map { String($0.1) }
  }()

  /// A loss that is least at a learning rate of 0.01, printed and written after each of three epochs.
  private static let script = """
    import argparse, math, os
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float)
    parser.add_argument("--widths", type=int, nargs=2)
    parser.add_argument("--log", default=os.devnull)
    args = parser.parse_args()
    loss = abs(math.log10(args.lr) + 2)
    with open(args.log, "w") as log:
        print("epoch,val_loss,val_accuracy", file=log)
        for epoch in 1, 2, 3:
            print(f"epoch {epoch} val_loss {loss + 1 / epoch} on {os.environ.get('CUDA_VISIBLE_DEVICES')}")
            print(f"{epoch},{loss + 1 / epoch},{1 / (1 + loss)}", file=log, flush=True)
    """

  @Test func everyProgramIsRun() { #expect(Self.programs.count == 4) }

  @Test(arguments: programs) func aProgramRuns(program: String) throws {
    let scratch = try Scratch()
    _ = try scratch.write("train.py", Self.script)
    let few = program.replacing("40 trials", with: "6 trials")
    #expect(few != program)
    let file = try scratch.write("tune.hpo", "let study = " + few + "print(length(study.trials), study.value < 3)\n")
    let result = try Hpo(directory: scratch.path, environment: ["CUDA_VISIBLE_DEVICES": "0,1,2,3"]).run(["run", file])
    #expect(result.code == 0 && result.output == "6 true\n", "\(result.output)\(result.errors)")
  }

  /// The variables that the page lists for the cores of a worker are those that are set.
  @Test func threadCountsAreThoseOfThePage() throws {
    let page = try String(contentsOf: Samples.package.appendingPathComponent("docs/programs.md"), encoding: .utf8)
    let set = try Hpo().run([
      "-e", "search x in [1] with grid for 1 trials on 1 worker(cores: 1) minimize { print(run(\"env\").text); x }",
    ]).output
    let names = set.split(separator: "\n").filter { $0.hasSuffix("=1") && $0.contains("_NUM_") }
    #expect(names.count >= 7)
    for name in names { #expect(page.contains("`\(name.dropLast(2))`")) }
    for name in ["HPO_TRIAL=0", "HPO_WORKER=0", "HPO_CHECKPOINT=/", "HPO_RUN=", "LOKY_MAX_CPU_COUNT=1"] {
      #expect(set.contains(name) && page.contains(name.prefix { $0 != "=" }))
    }
  }
}
