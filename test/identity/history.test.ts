import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { generateHistory } from '../../bench/identity/generate-history.js'
import { git } from '../../bench/identity/git.js'
import { type Held, judge } from '../../bench/identity/judge.js'
import type { Source } from '../../bench/identity/publisher.js'
import { survivalBetween } from '../../bench/identity/survival.js'
import { scanWithToyScanner } from '../../bench/identity/toy-scanner.js'
import { type Figures, walkHistory } from '../../bench/identity/walk.js'

describe('through a history of insertions, moves, renames, copies and squashes', () => {
  let folder: string
  let all: ReadonlyMap<Source, Figures>
  let figures: Figures

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'history-'))
    generateHistory(folder)
    all = await walkHistory(folder, scanWithToyScanner)
    figures = figuresWith('checkout')
  }, 300_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('no finding is falsely new or falsely fixed, no Id jumps to another line, and none is shared', () => {
    expect(figures.mistakes).toEqual([])
  })

  test('source from the GitHub API is as good as the checkout, and without source there are mistakes', () => {
    const { seconds: _here, ...withCheckout } = figures
    expect(figuresWith('api')).toMatchObject(withCheckout)
    expect(figuresWith('none').mistakes.length).toBeGreaterThan(100)
  })

  test('there was much to judge', () => {
    expect(figures.commits).toBeGreaterThan(40)
    expect(figures.judged).toBeGreaterThan(2500)
  })

  function figuresWith(source: Source): Figures {
    const found = all.get(source)
    if (found === undefined) throw new Error(`Nothing was measured for ${source}`)
    return found
  }

  test('the history is the same every time', () => {
    const again = mkdtempSync(join(tmpdir(), 'history-'))
    generateHistory(again)
    expect(git(again, 'rev-parse', 'HEAD')).toBe(git(folder, 'rev-parse', 'HEAD'))
    rmSync(again, { recursive: true, force: true })
  }, 60_000)
})

describe('the judge', () => {
  const held = (id: string, line: number, over: Partial<Held> = {}): Held => ({ id, rule: 'r', path: 'a', line, message: 'm', ...over })
  /** Three lines were put above line 5. */
  const survival = {
    guessed: new Set<string>(),
    path: (path: string) => (path === 'gone' ? undefined : path),
    line: (_path: string, line: number) => (line === 7 ? undefined : line + (line >= 5 ? 3 : 0)),
  }

  test('finds nothing wrong with an Id that goes with its line', () => {
    expect(judge([held('a', 4), held('b', 5)], [held('b', 8), held('a', 4)], survival)).toEqual({
      judged: 2,
      falselyNew: [],
      falselyFixed: [],
      jumped: [],
    })
  })

  test('counts a new Id on a line that goes on as falsely new, and the old one as falsely fixed', () => {
    expect(judge([held('a', 5)], [held('b', 8)], survival)).toMatchObject({ falselyNew: [{ id: 'b' }], falselyFixed: [{ id: 'a' }] })
  })

  test('sees an Id that jumps from one line that goes on to another', () => {
    expect(judge([held('a', 4), held('b', 5)], [held('b', 4), held('a', 8)], survival).jumped.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  test('does not judge what happened to a line or a file that is gone, or to a new line', () => {
    expect(judge([held('a', 7), held('b', 1, { path: 'gone' })], [held('c', 6)], survival)).toMatchObject({ judged: 0, falselyNew: [] })
  })

  test('asks of several findings on one line that as many Ids stay as findings do', () => {
    const before = [held('a', 4), held('b', 4)]
    expect(judge(before, [held('b', 4)], survival)).toMatchObject({ judged: 1, falselyNew: [] })
    expect(judge(before, [held('b', 4), held('c', 4)], survival)).toMatchObject({ judged: 2, falselyNew: [{ id: 'c' }] })
  })
})

test('a line is followed through renames, white space and line ends by git alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'survival-'))
  try {
    generateHistory(folder)
    const commits = git(folder, 'log', '--reverse', '--format=%H %s').trim().split('\n')
    const between = (subject: string) => {
      const at = commits.findIndex((line) => line.endsWith(` ${subject}`))
      return survivalBetween(folder, commits[at - 1]?.slice(0, 40) ?? '', commits[at]?.slice(0, 40) ?? '')
    }
    expect(between('lines above').line('src/app.js', 4)).toBe(7)
    expect(between('re-indented').line('src/app.js', 7)).toBe(7)
    expect(between('line ends of Windows').line('src/app.js', 7)).toBe(7)
    expect(between('a renamed file').path('src/lone.js')).toBe('src/alone.js')
    expect(between('a renamed file with an edit beside the finding').line('src/alone.js', 6)).toBe(6)
    expect(between('a finding fixed').line('src/temporary.js', 22)).toBe(22)
    expect(between('a file deleted').path('packages/uno/index.js')).toBeUndefined()
    // Two equal files went: nobody can say which became which.
    expect([...between('a renamed folder').guessed]).toEqual(expect.arrayContaining(['lib/same/a.js']))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)
