/** Differences from the SARIF Multitool that are right as they are. Each must explain a difference in every file set that has its file. */
import type { Field } from './compare.js'

export interface KnownDifference {
  /** Glob for the last parts of a file's path. */
  readonly file: string
  readonly field: Field
  readonly reason: string
  /** Section of SARIF 2.1.0, or the tool's own source. */
  readonly source: string
}

const NO_FILE = 'the place is no file of the repository, so a line in it means nothing'
const KIND_FROM_LEVEL = 'its object model has a level on every result, and with a level it takes any kind for `fail`'

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    file: 'sarif-2.0/WithExternalPropertyFiles.01-24.sarif',
    field: 'file',
    reason: 'the file says that it is of a draft of 2.0.0, which names many things differently; only this small part of it is alike',
    source: '§3.13.2',
  },
  { file: 'jfrog-applicability/applicable-cve-results.sarif', field: 'kind', reason: KIND_FROM_LEVEL, source: '§3.27.9' },
  { file: 'kics/kics-2.1.11.sarif', field: 'kind', reason: KIND_FROM_LEVEL, source: '§3.27.9' },
  {
    file: 'sdk-unit/InvocationOverridesRuleDefaultConfigurationOfError.sarif',
    field: 'kind',
    reason: KIND_FROM_LEVEL,
    source: '§3.27.9',
  },
  {
    file: 'sdk-unit/InvocationOverridesRuleDefaultConfigurationOfError.sarif',
    field: 'level',
    reason: 'it does not look at `ruleConfigurationOverrides`; the file itself says that the level is `note`',
    source: '§3.27.10, §3.51',
  },
  {
    file: 'gitleaks/gitleaks-7.5.0.sarif',
    field: 'rule',
    reason: 'the results name no rule; its message does, and a rule of that id is there',
    source: 'the file has a rule `AWS Access Key` and the message `AWS Access Key secret detected`',
  },
  ...['brokenfilePath', 'emptyfilePath'].map((name) => ({
    file: `resharper-inspectcode/${name}.sarif`,
    field: 'rule' as const,
    reason: '`ruleId` and `ruleIndex` contradict each other: the result is called what it calls itself, and that is told',
    source: '§3.27.5, §3.27.6',
  })),
  { file: 'hdf/sdk-ValidResults.sarif', field: 'line', reason: NO_FILE, source: '§3.28.3: the location is the bare base `file:///`' },
  { file: 'grype/golden-image.sarif', field: 'line', reason: NO_FILE, source: 'Grype names an image before the path' },
  { file: 'trivy/alpine-310.sarif', field: 'line', reason: NO_FILE, source: 'Trivy names an image; its line is always 1' },
  { file: 'trivy/python-3-alpine-dup-run.sarif', field: 'line', reason: NO_FILE, source: 'Trivy names an image; its line is always 1' },
  { file: 'mobsfscan/location-id-bigint.sarif', field: 'line', reason: NO_FILE, source: 'the location is `.`, the scanned directory' },
  { file: 'trivy/image.sarif', field: 'line', reason: NO_FILE, source: 'Trivy names an image; its line is always 1' },
  {
    file: 'gosec/many.sarif',
    field: 'rule',
    reason:
      '`ruleIndex` leads to another rule than `ruleId`, which is one too; the result is called what it calls itself, and that is told',
    source: '§3.27.5, §3.27.6',
  },
  {
    file: 'cppcheck/cppcheck_many_vuln.sarif',
    field: 'line',
    reason: 'Cppcheck writes its call stack as locations, and reports the last of them itself',
    source: 'the text output of Cppcheck for the same run',
  },
]
