import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { contextOf, EVENT_SAMPLES, importsByItself } from '../../scripts/docs/event-rows.js'
import { withLifecycleTables } from '../../scripts/docs/lifecycle-tables.js'
import { KEPT_REASONS } from '../../src/run-result.js'
import { STREAMS, streamOf } from '../../src/steps/streams.js'

const document = readFileSync('docs/lifecycle.md', 'utf8')

describe('docs/lifecycle.md', () => {
  test('has the tables that the code and the tests make: run npm run docs', async () => {
    expect(await withLifecycleTables(document)).toBe(document)
  })

  test('explains every reason why a finding is left open, and none that does not exist', () => {
    const section = document.slice(document.indexOf('## When nothing is archived'), document.indexOf('## Jobs side by side'))
    const explained = [...section.matchAll(/^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|/gm)].flatMap(([, names = '']) =>
      names.replaceAll('`', '').split(', '),
    )
    expect(explained.toSorted()).toEqual([...KEPT_REASONS].toSorted())
  })
})

describe('events', () => {
  test('the samples meet every stream that there is', async () => {
    const kinds = await Promise.all(EVENT_SAMPLES.map(async (sample) => (await contextOf(sample)).scope.kind))
    expect([...new Set(kinds)].toSorted()).toEqual(Object.keys(STREAMS).toSorted())
  })

  test.each(
    EVENT_SAMPLES.filter(({ name, payload }) => name.startsWith('pull_request') || JSON.stringify(payload ?? {}).includes('mallory')),
  )('nothing is imported by itself for $title', async (sample) => {
    expect(importsByItself(sample, await contextOf(sample))).toBe(false)
  })

  test.each(EVENT_SAMPLES.filter(({ name, payload }) => name === 'delete' || payload?.['deleted'] === true))(
    'a branch, and nothing else, is deleted by $title',
    async ({ payload, ...sample }) => {
      const { deletedBranch } = await contextOf({ ...sample, ...(payload && { payload }) })
      expect(deletedBranch).toEqual(payload?.['ref_type'] === 'tag' ? undefined : { kind: 'branch', name: 'feature' })
    },
  )

  test('only the default branch and what `branches` names are imported by themselves', async () => {
    const imported = await Promise.all(EVENT_SAMPLES.map(async (sample) => importsByItself(sample, await contextOf(sample))))
    const scopes = await Promise.all(EVENT_SAMPLES.map(async (sample) => (await contextOf(sample)).scope))
    const expected = scopes.map((scope) => scope.kind === 'default-branch' || (scope.kind === 'branch' && scope.name === 'release/1'))
    expect(imported).toEqual(expected)
  })

  test.each(EVENT_SAMPLES.filter(({ ref }) => ref === 'refs/tags/v1'))('nothing is archived for $title', async (sample) => {
    expect(streamOf((await contextOf(sample)).scope).archives).toBe(false)
  })
})
