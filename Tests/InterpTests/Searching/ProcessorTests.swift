import Testing

@testable import Interp

/// How many processors a program may use.
@Suite struct ProcessorTests {
  @Test(arguments: [
    ([:], 8), (["SLURM_CPUS_PER_TASK": "4"], 4), (["SLURM_CPUS_PER_TASK": "4", "SLURM_CPUS_ON_NODE": "6"], 4),
    (["SLURM_CPUS_ON_NODE": "6"], 6), (["SLURM_CPUS_ON_NODE": "6", "SLURM_NTASKS": "1"], 6),
    // Those of several tasks together.
    (["SLURM_CPUS_ON_NODE": "6", "SLURM_NTASKS": "3"], 8),
    // No more than the system has, and nothing that is no number.
    (["SLURM_CPUS_PER_TASK": "64"], 8), (["SLURM_CPUS_PER_TASK": "many"], 8), (["SLURM_CPUS_PER_TASK": "0"], 8),
  ])
  func theTaskOfSlurmIsAsked(environment: [String: String], count: Int) {
    #expect(Processors.count(ofSystem: 8, environment) == count)
  }
}
