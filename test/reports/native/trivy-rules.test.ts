/** A rule of Trivy is known under the ids that it has had, in whichever form a report has it. */
import { expect, test } from '@jest/globals'
import { codeQuality } from '../../../src/reports/tools/code-quality/format.js'
import { githubCodeScanning } from '../../../src/reports/tools/github/code-scanning.js'
import { sonarqubeGeneric } from '../../../src/reports/tools/sonarqube/generic.js'
import { findingsOf } from './read.js'

test.each([
  [
    'Code Quality',
    codeQuality,
    [
      {
        type: 'issue',
        check_name: 'container_scanning',
        description: 'DS002: Image user should not be root',
        fingerprint: 'f',
        location: { path: 'Dockerfile', lines: { begin: 1 } },
      },
    ],
    'DS-0002',
  ],
  [
    'SonarQube',
    sonarqubeGeneric,
    { issues: [{ engineId: 'Trivy', ruleId: 'DS002', type: 'VULNERABILITY', primaryLocation: { filePath: 'Dockerfile', message: 'm' } }] },
    'DS-0002',
  ],
  [
    'GitHub code scanning',
    githubCodeScanning,
    [
      {
        number: 1,
        state: 'open',
        tool: { name: 'Trivy' },
        rule: { id: 'DS002', description: 'd', severity: 'error' },
        most_recent_instance: { message: { text: 'm' }, location: { path: 'Dockerfile', start_line: 1 } },
      },
    ],
    'Trivy/DS-0002',
  ],
] as const)('%s', (_, format, report, former) => {
  expect(findingsOf(format, report)[0]?.rule.aliases).toContain(former)
})
