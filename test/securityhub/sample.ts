import type { AwsSecurityFinding, SecurityHub, Target } from '../../src/securityhub/port.js'
import { resolveTarget } from '../../src/securityhub/target.js'

export const ACCOUNT = '012345678901'
export const REGION = 'eu-west-1'
export const TARGET: Target = resolveTarget({ region: REGION, accountId: ACCOUNT })

/** A finding that Security Hub takes. */
export function sampleFinding(id: string, changes: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding {
  return {
    SchemaVersion: '2018-10-08',
    Id: id,
    ProductArn: TARGET.productArn,
    GeneratorId: 'sample/rule',
    AwsAccountId: ACCOUNT,
    CreatedAt: '2026-01-01T00:00:00.000Z',
    UpdatedAt: '2026-01-01T00:00:00.000Z',
    Title: 'A sample',
    Description: 'A sample finding',
    FindingProviderFields: { Severity: { Label: 'LOW', Original: 'low' }, Types: ['Software and Configuration Checks'] },
    Resources: [{ Type: 'CodeRepository', Id: 'https://github.com/acme/shop' }],
    ...changes,
  }
}

/** `count` findings with the Ids `<prefix>00000`, `<prefix>00001`, … */
export function sampleFindings(count: number, prefix = 'sample/'): readonly AwsSecurityFinding[] {
  return Array.from({ length: count }, (_, index) => sampleFinding(`${prefix}${String(index).padStart(5, '0')}`))
}

export function idsOf(findings: readonly AwsSecurityFinding[]): readonly string[] {
  return findings.map(({ Id }) => Id ?? '')
}

/** A Security Hub of our own making, for what a service that keeps its promises never does. */
export function scriptedHub(parts: Partial<SecurityHub>): SecurityHub {
  const none = { requests: 0, throttled: 0, retried: 0 }
  return {
    importFindings: async (findings) => ({ imported: findings.length, refused: [] }),
    getFindings: async () => ({ findings: [] }),
    wire: () => ({ importFindings: none, getFindings: none }),
    ...parts,
  }
}

/** A clock whose time passes only while somebody sleeps, and then at once. */
export function skippingClock() {
  let time = 0
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => time,
    sleep: async (milliseconds: number) => {
      sleeps.push(milliseconds)
      time += milliseconds
    },
  }
}
