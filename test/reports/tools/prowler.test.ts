import { describe, expect, test } from '@jest/globals'
import { prowler } from '../../../src/reports/tools/prowler/format.js'
import { ocsf } from '../../../src/reports/tools/prowler/ocsf-format.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const EVENT = {
  class_uid: 2004,
  metadata: { event_code: 'check', product: { name: 'Prowler' } },
  finding_info: { title: 'A check', uid: 'check-1' },
  severity: 'High',
  status: 'New',
  status_code: 'FAIL',
  status_detail: 'It failed.',
  resources: [{ uid: 'arn:aws:s3:::shop', type: 'AwsS3Bucket', region: 'eu-west-1' }],
}

describe('OCSF', () => {
  test.each([
    [{ status_code: 'FAIL' }, 'problem'],
    [{ status_code: 'PASS' }, 'not-a-problem'],
    [{ status_code: 'PASS', status: 'Suppressed' }, 'not-a-problem'],
    [{ status_code: 'MANUAL' }, 'review'],
    [{ status_code: 'FAIL', status: 'Suppressed' }, 'suppressed'],
    [{ status_code: 'MUTED' }, 'suppressed'],
    [{ status_code: undefined, compliance: { status: 'Failure' } }, 'problem'],
    [{ status_code: undefined, compliance: { status: 'Success' } }, 'not-a-problem'],
  ])('with %j is %s', (changes, verdict) => {
    expect(readingsOf(ocsf, [{ ...EVENT, ...changes }]).map((reading) => reading.verdict)).toEqual([verdict])
  })

  test('is only taken when it is a finding', () => {
    expect(detects(ocsf, [EVENT])).toBe(true)
    expect(detects(ocsf, [{ ...EVENT, class_uid: 6003 }])).toBe(false)
    expect(detects(prowler, [EVENT])).toBe(false)
  })

  test('knows a severity beyond critical, and takes none for medium', () => {
    const severities = ['Fatal', 'Unknown'].flatMap((severity) => findingsOf(ocsf, [{ ...EVENT, severity }])).map((one) => one.severity)
    expect(severities).toEqual([
      { label: 'CRITICAL', original: 'Fatal' },
      { label: 'MEDIUM', original: 'Unknown' },
    ])
  })

  test('names a thing in a cluster by what stays when it is made anew', () => {
    const resources = [{ uid: '7d9c2f4e', name: 'etcd', namespace: 'kube-system' }]
    expect(findingsOf(ocsf, [{ ...EVENT, resources }])[0]?.location).toEqual({ uri: 'kube-system/etcd' })
  })
})

describe('Prowler', () => {
  test('tells the check of version 2 by what stands in brackets', () => {
    const entry = {
      Control: '[extra7100] Look at policies',
      'Control ID': '7.100',
      Status: 'FAIL',
      Message: 'eu-west-1: open',
      Severity: 'Low',
    }
    const [finding] = findingsOf(prowler, [entry, { ...entry, Control: 'Look at policies' }])
    expect(finding?.rule).toMatchObject({ id: 'extra7100', title: 'Look at policies' })
    expect(findingsOf(prowler, [{ ...entry, Control: 'Look at policies' }])[0]?.rule.id).toBe('7.100')
  })
})
