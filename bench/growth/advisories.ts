/** Advisories: listed once for every way to a package, or about as many packages as a lock file has. */
import { aReport, aResult } from '../../test/support/sarif.js'
import { type Layout, times } from './layout.js'

const waysOfSnyk = (size: number) => ({
  vulnerabilities: times(size, (index) => ({
    id: 'SNYK-JS-LEFTPAD-1',
    packageName: 'left-pad',
    version: '1.0.0',
    title: 'Denial of service',
    severity: 'high',
    identifiers: { CVE: ['CVE-2024-1000'], CWE: ['CWE-400'] },
    from: ['shop@1.0.0', `a${index}@1.0.0`, 'left-pad@1.0.0'],
  })),
  dependencyCount: size,
  packageManager: 'npm',
  projectName: 'shop',
  displayTargetFile: 'package-lock.json',
  path: '/work',
  ok: false,
})

const advisory = (index: number, names: readonly string[]) => ({
  id: `PYSEC-2024-${index}`,
  fix_versions: ['2.0.0'],
  aliases: names,
  description: 'Denial of service',
})

const waysOfPipAudit = (size: number, aliases: (index: number) => readonly string[]) => ({
  dependencies: [{ name: 'flask', version: '1.0.0', vulns: times(size, (index) => advisory(index, aliases(index))) }],
  fixes: [],
})

const cargoLock = (size: number) =>
  times(size, (index) => `[[package]]\nname = "crate-${index}"\nversion = "1.0.0"\nsource = "registry"\n`).join('\n')

const cargoReport = (size: number) => ({
  database: {},
  lockfile: { 'dependency-count': size },
  vulnerabilities: {
    found: true,
    count: size,
    list: times(size, (index) => ({
      advisory: { id: `RUSTSEC-2024-${index}`, package: `crate-${index}`, title: 'Denial of service', date: '2024-01-01', aliases: [] },
      versions: { patched: ['>=2.0.0'], unaffected: [] },
      package: { name: `crate-${index}`, version: '1.0.0' },
    })),
  },
  warnings: {},
})

const cargoSarif = (size: number) =>
  aReport(
    times(size, (index) =>
      aResult({
        ruleId: `RUSTSEC-2024-${index}`,
        message: `crate-${index} 1.0.0 is vulnerable to RUSTSEC-2024-${index}`,
        uri: 'Cargo.lock',
      }),
    ),
    { tool: 'cargo-audit' },
  )

const pnpmLock = (size: number) =>
  `lockfileVersion: '9.0'\n\npackages:\n${times(size, (index) => `\n  pkg-${index}@1.0.0:\n    engines: {}\n`).join('')}`

const pnpmReport = (size: number) => ({
  actions: [],
  advisories: Object.fromEntries(
    times(size, (index) => [
      `${index}`,
      {
        id: index,
        module_name: `pkg-${index}`,
        title: 'Denial of service',
        severity: 'high',
        url: `https://github.com/advisories/GHSA-${index}`,
        vulnerable_versions: '<2.0.0',
        findings: [{ version: '1.0.0', paths: [`.>pkg-${index}`] }],
      },
    ]),
  ),
  metadata: { vulnerabilities: { high: size } },
})

const bundlerLock = (size: number) => `GEM\n  specs:${times(size, (index) => `\n    gem-${index} (1.0.0)`).join('')}\n`

const bundlerReport = (size: number) => ({
  version: '0.9.2',
  created_at: '2025-01-01 09:00:00 +0000',
  results: times(size, (index) => ({
    type: 'unpatched_gem',
    gem: { name: `gem-${index}`, version: '1.0.0' },
    advisory: { id: `CVE-2024-${index}`, title: 'Denial of service', cve: `2024-${index}`, patched_versions: ['>= 2.0.0'] },
  })),
})

const goMod = (size: number) =>
  `module example.com/shop\n\nrequire (\n${times(size, (index) => `\texample.com/m${index} v1.0.0`).join('\n')}\n)\n`

const goReport = (size: number) =>
  [
    { config: { protocol_version: 'v1.0.0', scanner_name: 'govulncheck', scan_level: 'module' } },
    { SBOM: { go_version: 'go1.22', modules: [{ path: 'example.com/shop' }], roots: ['example.com/shop'] } },
    ...times(size, (index) => [
      { osv: { id: `GO-2024-${index}`, summary: 'Denial of service', affected: [] } },
      { finding: { osv: `GO-2024-${index}`, trace: [{ module: `example.com/m${index}`, version: 'v1.0.0' }] } },
    ]).flat(),
  ]
    .map((one) => JSON.stringify(one))
    .join('\n')

/** Leaks of which the line is that of an older version of the file. */
const leaks = (size: number, text: (index: number) => string) =>
  times(size, (index) => ({
    RuleID: 'key',
    Description: 'A key',
    StartLine: index + 1,
    EndLine: index + 1,
    StartColumn: 1,
    EndColumn: 20,
    Match: text(index),
    Secret: text(index),
    File: 'keys.txt',
    SymlinkFile: '',
    Commit: '09eb1c67',
    Entropy: 4,
    Author: '',
    Email: '',
    Date: '',
    Message: '',
    Tags: [],
    Fingerprint: `09eb1c67:keys.txt:key:${index + 1}`,
  }))

/** What is about packages of a lock file, leaks of a Git history, ways to a package. */
export const advisories: readonly Layout[] = [
  { name: 'an advisory by ways to its package (Snyk)', size: 2500, files: (size) => ({ report: JSON.stringify(waysOfSnyk(size)) }) },
  {
    name: 'advisories under one name (pip-audit)',
    size: 2500,
    files: (size) => ({ report: JSON.stringify(waysOfPipAudit(size, () => ['CVE-2024-1000'])) }),
  },
  {
    name: 'advisories that are one by a chain of names (pip-audit)',
    size: 2500,
    files: (size) => ({ report: JSON.stringify(waysOfPipAudit(size, (index) => [`CVE-2024-${index}`, `CVE-2024-${index + 1}`])) }),
  },
  {
    name: 'an advisory with many names (pip-audit)',
    size: 10_000,
    files: (size) => ({ report: JSON.stringify(waysOfPipAudit(1, () => times(size, (index) => `CVE-2024-${index}`))) }),
  },
  {
    name: 'packages of a lock file (cargo-audit)',
    size: 2500,
    files: (size) => ({ 'Cargo.lock': cargoLock(size), report: JSON.stringify(cargoReport(size)) }),
  },
  {
    name: 'packages of a lock file (cargo-audit, SARIF)',
    size: 2500,
    files: (size) => ({ 'Cargo.lock': cargoLock(size), report: cargoSarif(size) }),
  },
  {
    name: 'packages of a lock file (pnpm)',
    size: 2500,
    files: (size) => ({ 'pnpm-lock.yaml': pnpmLock(size), report: JSON.stringify(pnpmReport(size)) }),
  },
  {
    name: 'packages of a lock file (bundler-audit)',
    size: 2500,
    files: (size) => ({ 'Gemfile.lock': bundlerLock(size), report: JSON.stringify(bundlerReport(size)) }),
  },
  { name: 'modules of a go.mod (govulncheck)', size: 2500, files: (size) => ({ 'go.mod': goMod(size), report: goReport(size) }) },
  {
    name: 'leaks of a history in a file of equal lines',
    size: 1250,
    files: (size) => ({ 'keys.txt': 'key = "abcdef"\n'.repeat(size), report: JSON.stringify(leaks(size, () => 'key = "abcdef"')) }),
  },
  {
    name: 'leaks of a history in one file',
    size: 2500,
    files: (size) => ({
      'keys.txt': times(size, (index) => `key${index} = "abcdef"\n`).join(''),
      report: JSON.stringify(leaks(size, (index) => `key${index} = "abcdef"`)),
    }),
  },
  {
    name: 'leaks of a history that are gone, in a file of 4 MB',
    size: 500,
    files: (size) => ({
      'keys.txt': 'key = "abcdef"\n'.repeat(280_000),
      report: JSON.stringify(leaks(size, (index) => `gone${index} = "abcdef"`)),
    }),
  },
]
