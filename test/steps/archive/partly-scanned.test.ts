import { describe, expect, test } from '@jest/globals'
import { notLookedAt, notLookedAtInWords, partlyScannedReason } from '../../../src/steps/archive/partly-scanned.js'

const LISTED = notLookedAt([{ partlyScanned: ['src/a.ts', 'vendor'] }, { partlyScannedPackages: ['Pier_Tools'] }, {}])

describe('what the tool did not look at', () => {
  test.each([
    ['src/a.ts', 'file-partly-scanned'],
    ['vendor/deep/b.ts', 'file-partly-scanned'],
    ['vendored/b.ts', undefined],
    ['src/a.tsx', undefined],
    ['', undefined],
  ])('keeps what was found in %s: %s', (path, reason) => {
    expect(partlyScannedReason({ path, packages: ['harbour'] }, LISTED)).toBe(reason)
  })

  test('is a package however its name is spelled, and also where it is one of several', () => {
    expect(partlyScannedReason({ path: 'requirements.txt', packages: ['harbour', 'pier.tools'] }, LISTED)).toBe('package-partly-scanned')
    expect(partlyScannedReason({ path: 'requirements.txt', packages: ['pier'] }, LISTED)).toBeUndefined()
  })

  test('is counted in the warning, each once', () => {
    expect(notLookedAtInWords({ partlyScanned: ['a', 'a', 'b'], partlyScannedPackages: ['c'] }, 'Tool')).toBe(
      'Tool did not look at 2 files and 1 package in full. What it found there earlier stays open.',
    )
    expect(notLookedAtInWords({ partlyScanned: [] }, 'Tool')).toBeUndefined()
  })
})
