/** Findings and contexts to start from; a test changes what it is about. */
import type { FindingLife, MappingContext } from '../../src/asff/context.js'
import type { Finding, Rule, Vulnerability } from '../../src/finding.js'

export function aRule(changes: Partial<Rule> = {}): Rule {
  return { id: 'js/xss', tags: [], ...changes }
}

export function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    kind: 'code',
    rule: aRule(),
    severity: { label: 'HIGH', original: '7.8' },
    message: 'User input reaches the page.',
    otherLocations: [],
    cwes: [],
    fingerprints: [],
    requirements: [],
    secrets: [],
    ...changes,
  }
}

export function aVulnerability(changes: Partial<Vulnerability> = {}): Vulnerability {
  return {
    id: 'CVE-2021-23337',
    related: [],
    packages: [{ name: 'lodash', version: '4.17.20', manager: 'NPM', fixedVersion: '4.17.21' }],
    cvss: [],
    urls: [],
    ...changes,
  }
}

export function aContext(changes: Partial<MappingContext> = {}): MappingContext {
  return {
    target: {
      accountId: '011122223333',
      region: 'eu-west-1',
      partition: 'aws',
      productArn: 'arn:aws:securityhub:eu-west-1:011122223333:product/011122223333/default',
    },
    repository: { name: 'acme/shop', url: 'https://github.com/acme/shop', id: '99' },
    branch: 'main',
    defaultBranch: true,
    commit: 'c0ffee'.padEnd(40, '0'),
    linkCommit: 'c0ffee'.padEnd(40, '0'),
    run: {
      id: '42',
      number: 7,
      attempt: 1,
      workflowFile: '.github/workflows/security.yml',
      workflow: 'Security',
      job: 'scan',
      url: 'https://github.com/acme/shop/actions/runs/42',
      event: '',
    },
    tool: { name: 'CodeQL', version: '2.20.0' },
    category: '',
    ...changes,
  }
}

export function aLife(changes: Partial<FindingLife> = {}): FindingLife {
  return {
    id: 'github.com/99/default/CodeQL/-/0123456789abcdef0123456789abcdef',
    createdAt: '2026-01-02T03:04:05.678Z',
    firstObservedAt: '2026-01-02T03:04:05.678Z',
    updatedAt: '2026-02-03T04:05:06.789Z',
    lastObservedAt: '2026-02-03T04:05:06.789Z',
    productFields: { evidence: '0123456789abcdef0123456789abcdef' },
    ...changes,
  }
}
