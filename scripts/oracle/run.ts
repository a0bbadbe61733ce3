/**
 * Reads every SARIF report below a folder twice, here and with Microsoft's SARIF Multitool, and compares them result by result:
 * `npm run oracle -- <folder>`. The Multitool is installed into a folder of its own outside the checkout when it is not there yet.
 * Exits non-zero on a difference that ./oracle/differences.ts does not explain, and on an explanation that no longer explains anything.
 */
import { join, resolve } from 'node:path'
import { reportFiles } from '../corpus/report-files.js'
import { compareFiles } from './compare.js'
import { KNOWN_DIFFERENCES } from './differences.js'
import { explain, type FileComparison } from './explain.js'
import { installMultitool } from './install.js'
import { ownResults } from './own-results.js'
import { project } from './project.js'
import { report } from './report.js'

const [folder, ...rest] = process.argv.slice(2)
if (folder === undefined || rest.length > 0) {
  process.stderr.write('Usage: npm run oracle -- <folder>\n')
  process.exit(2)
}

const root = resolve(process.env['INIT_CWD'] ?? '.', folder)
const multitool = installMultitool()
const compared: FileComparison[] = []
for (const file of reportFiles(root).filter((path) => /\.(?:sarif|json)$/i.test(path))) {
  compared.push({ file, ...compareFiles(await ownResults(join(root, file)), project(multitool, join(root, file))) })
}

const { text, clean } = report(compared, explain(compared, KNOWN_DIFFERENCES))
process.stdout.write(text)
process.exitCode = clean ? 0 : 1
