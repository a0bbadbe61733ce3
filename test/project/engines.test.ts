import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Range, subset } from 'semver'

interface Package {
  readonly engines?: { readonly node?: string }
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly engines: { readonly node: string } }
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Readonly<Record<string, Package>> }
const promised = manifest.engines.node

/** The oldest version of each range that is promised: `20.19`, `22.13`, `24`. */
const OLDEST = new Range(promised).set.map(([first]) => `${first?.semver.major}.${first?.semver.minor}`.replace(/\.0$/, ''))

describe('the promised versions of Node.js', () => {
  test('are enough for every package in the lock file', () => {
    const demands = Object.entries(lock.packages).flatMap(([path, { engines }]) =>
      engines?.node === undefined ? [] : [{ path, node: engines.node }],
    )
    expect(demands.length).toBeGreaterThan(100)
    expect(demands.filter(({ node }) => !subset(promised, node))).toEqual([])
  })

  test.each(['README.md', 'CONTRIBUTING.md'])('are those that %s names', (page) => {
    const text = readFileSync(page, 'utf8')
    const sentence = /Node\.js (\d[^:\n]*?or newer)/.exec(text)?.[1] ?? ''
    expect(sentence.match(/\d+(\.\d+)?/g)).toEqual(OLDEST)
  })
})
