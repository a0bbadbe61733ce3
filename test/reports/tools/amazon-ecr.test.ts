import { describe, expect, test } from '@jest/globals'
import { amazonEcr } from '../../../src/reports/tools/amazon-ecr.js'
import { detects, findingsOf, runsOf } from '../native/read.js'

const entry = (more: object = {}) => ({ name: 'CVE-2019-14697', severity: 'UNDEFINED', attributes: [], ...more })

const scan = (more: object = {}, ...findings: object[]) => ({
  imageScanFindings: { findings },
  registryId: '111122223333',
  repositoryName: 'shop/api',
  imageId: { imageTag: '1.4.2' },
  imageScanStatus: { status: 'COMPLETE' },
  ...more,
})

const complete = (report: object) =>
  runsOf(amazonEcr, report).map((run) => {
    for (const _ of run.readings());
    return run.complete()
  })

describe('Amazon ECR', () => {
  test('reads the numbers of attributes from their texts', () => {
    const attributes = [
      { key: 'CVSS3_SCORE', value: '9.8' },
      { key: 'package_name', value: 'musl' },
      { key: 'package_version', value: '1.1.22-r2' },
    ]
    const [finding] = findingsOf(amazonEcr, scan({}, entry({ attributes })))
    expect(finding?.severity).toEqual({ label: 'CRITICAL', original: '9.8' })
    expect(finding?.vulnerability?.packages).toMatchObject([{ name: 'musl', version: '1.1.22-r2' }])
    expect([finding?.location?.uri, finding?.image]).toEqual(['shop/api', 'shop/api:1.4.2'])
  })

  test.each([
    [{}, true],
    [{ imageScanStatus: { status: 'ACTIVE' } }, true],
    [{ imageScanStatus: { status: 'IN_PROGRESS' } }, false],
    [{ imageScanStatus: { status: 'FAILED' }, imageScanFindings: undefined }, false],
    [{ imageScanStatus: null }, false],
    [{ nextToken: 'x' }, false],
  ])('%j is a complete scan: %s', (more, expected) => {
    expect(detects(amazonEcr, scan(more))).toBe(true)
    expect(complete(scan(more))).toEqual([expected])
  })
})
