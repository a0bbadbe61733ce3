import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { type FoundReports, findReports } from '../../../src/reports/find/find.js'
import { asOrdinaryUser, type Folder, inFolder } from '../folder.js'

/** A workspace with files, and what lies around it. */
function inWorkspace(
  names: readonly string[],
  act: (find: (patterns: string) => Promise<FoundReports>, folder: Folder) => Promise<void>,
): Promise<void> {
  return inFolder(async (folder) => {
    mkdirSync(folder.at('workspace'))
    for (const name of names) folder.write(`workspace/${name}`)
    await act((patterns) => findReports(patterns, { workspace: folder.at('workspace'), home: folder.at('home') }), folder)
  })
}

const shown = ({ reports }: FoundReports) => reports.map((report) => report.shown)
const codes = ({ errors }: FoundReports) => errors.map(({ code }) => code)

const TREE = [
  'a.sarif',
  'b.sarif.json',
  'notes.txt',
  'out/c.sarif',
  'out/deep/d.sarif',
  'out/deep/.hidden.sarif',
  'out/log.txt',
  'json/trivy.json',
  'json/deep/grype.json',
  'mixed/x.SARIF',
  'mixed/x.json',
  'mixed/x.zip',
  'packed/y.sarif.gz',
  'packed/z.sarif.zip',
  'packed/artifact.zip',
  'none/readme.md',
]

describe('findReports', () => {
  test.each([
    ['a file', 'a.sarif', ['a.sarif']],
    ['a file with any name', 'notes.txt', ['notes.txt']],
    ['a file by a way around', './out/../a.sarif', ['a.sarif']],
    ['several lines in their order', 'out/c.sarif\na.sarif', ['out/c.sarif', 'a.sarif']],
    ['blank lines, comments, spaces and Windows line ends', '\r\n# all of them\r\n  a.sarif  \r\n\r\n', ['a.sarif']],
    ['a pattern', '*.sarif', ['a.sarif']],
    [
      'a pattern through all directories, hidden files too',
      'out/**/*.sarif',
      ['out/c.sarif', 'out/deep/.hidden.sarif', 'out/deep/d.sarif'],
    ],
    ['a pattern for files that are no reports', 'out/*.txt', ['out/log.txt']],
    ['?, [] and a leading ./', './[a]?sarif', ['a.sarif']],
    ['no braces', '{a,b}.sarif*', []],
    ['no extended patterns', '+(a|b)*.sarif', []],
    ['a directory', 'out', ['out/c.sarif', 'out/deep/.hidden.sarif', 'out/deep/d.sarif']],
    ['a directory with a slash', 'out/', ['out/c.sarif', 'out/deep/.hidden.sarif', 'out/deep/d.sarif']],
    ['a directory with /**', 'out/**', ['out/c.sarif', 'out/deep/.hidden.sarif', 'out/deep/d.sarif']],
    ['a directory without SARIF', 'json', ['json/deep/grype.json', 'json/trivy.json']],
    ['a directory with SARIF and other JSON', 'mixed', ['mixed/x.SARIF']],
    ['packed SARIF rather than any archive', 'packed', ['packed/y.sarif.gz', 'packed/z.sarif.zip']],
    ['directories that a pattern matches', 'out/d*', ['out/deep/.hidden.sarif', 'out/deep/d.sarif']],
    ['files and directories that a pattern matches', 'j*/*', ['json/deep/grype.json', 'json/trivy.json']],
    ['no file twice', 'out\na.sarif\nout/**/*.sarif\n./a.sarif', ['out/c.sarif', 'out/deep/.hidden.sarif', 'out/deep/d.sarif', 'a.sarif']],
    ['all but excluded files', 'out\n!**/d.sarif', ['out/c.sarif', 'out/deep/.hidden.sarif']],
    ['all but an excluded directory', 'out\n!out/deep', ['out/c.sarif']],
    ['all but what lies below an excluded pattern', 'out/**/*.sarif\n!out/d*', ['out/c.sarif']],
    ['all but excluded directories anywhere', '**/*.sarif\n!**/deep/**', ['a.sarif', 'out/c.sarif']],
    ['what is included again after it was excluded', 'out\n!out/deep\nout/deep/d.sarif', ['out/c.sarif', 'out/deep/d.sarif']],
    ['nothing when a named file is excluded', 'a.sarif\n!a.*', []],
    ['twice turned round', 'a.sarif\n!!a.sarif', ['a.sarif']],
  ])('finds %s', (_, patterns, expected) =>
    inWorkspace(TREE, async (find) => {
      const found = await find(patterns)
      expect({ shown: shown(found), errors: found.errors }).toEqual({ shown: expected, errors: [] })
    }),
  )

  test('gives the real path of each file', () =>
    inWorkspace(['a.sarif'], async (find, folder) => {
      symlinkSync(folder.at('workspace/a.sarif'), folder.at('workspace/link.sarif'))
      expect((await find('link.sarif\na.sarif')).reports).toEqual([{ path: folder.at('workspace/a.sarif'), shown: 'link.sarif' }])
    }))

  test('takes a path that exists for that file, whatever characters it has', () =>
    inWorkspace(
      ['[a].sarif', 'a.sarif', 'x*.sarif', 'xy.sarif', '#c.sarif', '!d.sarif', 'e f\u0007.sarif', '{g,h}.sarif'],
      async (find) => {
        expect(shown(await find('[a].sarif'))).toEqual(['[a].sarif'])
        expect(shown(await find('x*.sarif'))).toEqual(['x*.sarif'])
        expect(shown(await find('./#c.sarif\n./!d.sarif\ne f\u0007.sarif\n{g,h}.sarif'))).toEqual([
          '#c.sarif',
          '!d.sarif',
          'e f\u0007.sarif',
          '{g,h}.sarif',
        ])
        expect(shown(await find('*.sarif\n![a].sarif\n!x*.sarif'))).toEqual([
          '!d.sarif',
          '#c.sarif',
          'a.sarif',
          'e f\u0007.sarif',
          'xy.sarif',
          '{g,h}.sarif',
        ])
      },
    ))

  test('searches a directory with wildcards in its name for nothing but what it holds', () =>
    inWorkspace(['[ab]/x.sarif', 'a/x.sarif'], async (find) => {
      expect(shown(await find('[ab]'))).toEqual(['[ab]/x.sarif'])
      expect(shown(await find('[ab]/*.sarif'))).toEqual(['a/x.sarif'])
    }))

  test('finds what is named outside of the workspace, and shows it as it was given', () =>
    inWorkspace([], async (find, folder) => {
      const path = folder.write('elsewhere/a.sarif')
      expect((await find(path)).reports).toEqual([{ path, shown: path }])
      expect((await find('../elsewhere/a.sarif')).reports).toEqual([{ path, shown: '../elsewhere/a.sarif' }])
      expect((await find('../elsewhere')).reports).toEqual([{ path, shown: '../elsewhere/a.sarif' }])
      expect((await find('../else*/*.sarif')).reports).toEqual([{ path, shown: '../elsewhere/a.sarif' }])
      expect((await find(`${folder.path}/elsewhere/*`)).reports).toEqual([{ path, shown: path }])
    }))

  test('reads ~ as the home directory', () =>
    inWorkspace(['~x/b.sarif'], async (find, folder) => {
      const path = folder.write('home/a.sarif')
      expect((await find('~/a.sarif\n~')).reports).toEqual([{ path, shown: path }])
      expect(shown(await find('~x/b.sarif'))).toEqual(['~x/b.sarif'])
    }))

  test('misses nothing that a comment names', () =>
    inWorkspace(['a.sarif'], async (find) => {
      expect(await find('# all\na.sarif\n#b.sarif')).toMatchObject({ missing: [], errors: [], notices: [] })
    }))

  test('looks into no directory in which nothing can be meant', () =>
    inWorkspace(['in/a.sarif'], async (find, folder) => {
      mkdirSync(folder.at('workspace/in/deep'))
      symlinkSync(folder.at('workspace'), folder.at('workspace/in/deep/link'))
      expect(await find('in/*.sarif')).toMatchObject({ notices: [], errors: [] })
      expect((await find('in/*/*.sarif')).notices).toContain('in/*/*.sarif: 1 link leads to a directory outside and was not followed')
    }))

  test('tells each missing file and goes on', () =>
    inWorkspace(['a.sarif'], async (find) => {
      const found = await find('missing.sarif\na.sarif\na.sarif/below\nno\0such')
      expect(shown(found)).toEqual(['a.sarif'])
      expect(found.missing.map(({ code }) => code)).toEqual(['REPORT_NOT_FOUND', 'REPORT_NOT_FOUND', 'REPORT_NOT_FOUND'])
      expect(found.errors).toEqual([])
      expect(found.missing[0]?.message).toMatch(/^missing\.sarif: there is no such file or directory in .*workspace$/)
      expect(found.missing[0]?.hint).toMatch(/download-artifact/)
    }))

  test('says which lines found nothing, which is no error here', () =>
    inWorkspace(TREE, async (find) => {
      const found = await find('a.sarif\n*.xml\nnone\nno/such/**')
      expect(found.errors).toEqual([])
      expect(found.notices).toEqual(['*.xml: no report found', 'none: no report found', 'no/such/**: no report found'])
    }))

  test('says how many files of a directory were left out', () =>
    inWorkspace(TREE, async (find) => {
      expect((await find('mixed\npacked')).notices).toEqual([
        'mixed: 2 JSON files or archives left out, because there are SARIF files; name them outright to have them read too',
        'packed: 1 JSON file or archive left out, because there are SARIF files; name them outright to have them read too',
      ])
    }))

  test('refuses a pattern that climbs out of what it has matched', () =>
    inWorkspace(TREE, async (find) => {
      const found = await find('*/../a.sarif\na.sarif\n!out/*/..')
      expect(shown(found)).toEqual(['a.sarif'])
      expect(codes(found)).toEqual(['INVALID_INPUT', 'INVALID_INPUT'])
    }))

  test('does not follow links out of a directory or a pattern, and tells it', () =>
    inWorkspace(['in/a.sarif', 'in/real/b.sarif'], async (find, folder) => {
      symlinkSync(folder.write('secret/key.sarif'), folder.at('workspace/in/out.sarif'))
      symlinkSync(folder.at('secret'), folder.at('workspace/in/away'))
      symlinkSync(folder.at('workspace/in/real'), folder.at('workspace/in/again'))
      for (const pattern of ['in', 'in/**/*.sarif', 'in/**']) {
        const found = await find(pattern)
        expect(shown(found)).toEqual(['in/a.sarif', 'in/real/b.sarif'])
        expect(found.errors.map(({ code, message }) => [code, message])).toEqual([
          ['REPORT_UNREADABLE', 'in/out.sarif: the link leads out of the directory that is searched'],
        ])
        expect(found.notices).toEqual([`${pattern}: 1 link leads to a directory outside and was not followed`])
      }
    }))

  test('follows links that stay inside, and links that are named outright', () =>
    inWorkspace(['in/a.txt'], async (find, folder) => {
      const outside = folder.write('outside/b.sarif')
      symlinkSync(folder.at('workspace/in/a.txt'), folder.at('workspace/in/a.sarif'))
      symlinkSync(outside, folder.at('workspace/b.sarif'))
      symlinkSync(folder.at('outside'), folder.at('workspace/latest'))
      expect((await find('in')).reports).toEqual([{ path: folder.at('workspace/in/a.txt'), shown: 'in/a.sarif' }])
      expect((await find('b.sarif')).reports).toEqual([{ path: outside, shown: 'b.sarif' }])
      expect((await find('latest')).reports).toEqual([{ path: outside, shown: 'latest/b.sarif' }])
      expect((await find('latest/*')).reports).toEqual([{ path: outside, shown: 'latest/b.sarif' }])
    }))

  test('tells a link that leads nowhere, and does not go round in circles', () =>
    inWorkspace(['in/a.sarif'], async (find, folder) => {
      symlinkSync(folder.at('nowhere'), folder.at('workspace/in/broken.sarif'))
      symlinkSync(folder.at('nowhere'), folder.at('workspace/in/broken.txt'))
      symlinkSync('..', folder.at('workspace/in/up'))
      symlinkSync('circle.sarif', folder.at('workspace/in/circle.sarif'))
      const found = await find('in')
      expect(shown(found)).toEqual(['in/a.sarif'])
      expect(found.errors.map(({ message }) => message)).toEqual([
        'in/broken.sarif: the link leads nowhere',
        'in/circle.sarif: too many links lead to each other (ELOOP)',
      ])
    }))

  test('tells a directory that it may not read, and goes on', () =>
    inWorkspace(['a.sarif', 'closed/b.sarif'], async (find, folder) => {
      chmodSync(folder.at('workspace/closed'), 0)
      const [found, excluded, named] = await asOrdinaryUser(async () => [
        await find('**/*.sarif'),
        await find('**/*.sarif\n!closed'),
        await find('closed/b.sarif'),
      ])
      chmodSync(folder.at('workspace/closed'), 0o700)
      expect(shown(found)).toEqual(['a.sarif'])
      expect(found.errors.map(({ code, message }) => [code, message])).toEqual([
        ['REPORT_UNREADABLE', 'closed: permission denied (EACCES)'],
      ])
      expect(excluded.errors).toEqual([])
      expect(named.errors.map(({ code, message }) => [code, message])).toEqual([
        ['REPORT_UNREADABLE', 'closed/b.sarif: permission denied (EACCES)'],
      ])
    }))

  test('tells what is no file and no directory, and goes on', () =>
    inWorkspace(['in/a.sarif'], async (find, folder) => {
      expect(spawnSync('mkfifo', [folder.at('workspace/in/pipe.sarif')]).status).toBe(0)
      symlinkSync('/dev/zero', folder.at('workspace/in/zero.sarif'))
      for (const reports of ['in', 'in/*.sarif']) {
        const found = await find(reports)
        expect(shown(found)).toEqual(['in/a.sarif'])
        expect(found.errors.map(({ message }) => message)).toEqual([
          'in/pipe.sarif: it is no regular file',
          'in/zero.sarif: it is no regular file',
        ])
      }
    }))

  test('prints nothing', async () => {
    const written: unknown[] = []
    const write = process.stdout.write
    process.stdout.write = (text) => written.push(text) > 0
    try {
      await inWorkspace(['::error::a.sarif'], async (find) => {
        await find('*.sarif')
      })
    } finally {
      process.stdout.write = write
    }
    expect(written).toEqual([])
  })
})
