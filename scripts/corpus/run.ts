/**
 * Runs every report below a folder through the whole pipeline without AWS: `npm run corpus -- <folder> [--json]`.
 * Exits non-zero on a crash, an unbalanced sum, a finding that is not valid ASFF, or an Id that comes twice.
 */
import { resolve } from 'node:path'
import { examine } from './examine.js'
import { reportFiles } from './report-files.js'
import { asJson, asTable, summaryLine } from './show.js'

const [folder, ...flags] = process.argv.slice(2).toSorted((a, b) => Number(a.startsWith('--')) - Number(b.startsWith('--')))
if (folder === undefined || flags.some((flag) => flag !== '--json')) {
  process.stderr.write('Usage: npm run corpus -- <folder> [--json]\n')
  process.exit(2)
}

const root = resolve(process.env['INIT_CWD'] ?? '.', folder)
const examinations = []
for (const file of reportFiles(root)) examinations.push(await examine(root, file))

process.stdout.write(flags.includes('--json') ? asJson(examinations) : asTable(examinations))
process.stderr.write(`${summaryLine(examinations)}\n`)
process.exitCode = examinations.some(({ faults }) => faults.length > 0) ? 1 : 0
