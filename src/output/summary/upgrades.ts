import type { Upgrade, Upgrades } from '../../run-result.js'
import { cutStart } from '../cut-text.js'
import { count } from '../in-words.js'
import { code, plain, tableHead, tableRow } from '../markdown.js'
import { oneLine } from '../safe-text.js'
import { installedInWords, targetInWords, upgradesInWords, whereInWords } from '../upgrades-in-words.js'
import { block, type Section } from './section.js'
import { markedSeverity } from './severity-marks.js'

/** Rows in the summary; the run report has more. */
const ROWS = 10

const PACKAGE_CHARS = 100
const VERSION_CHARS = 80
const PLACE_CHARS = 80

/** Which upgrades fix most. Nothing where no finding is about a package. */
export function upgradesSection(upgrades: Upgrades | undefined): Section[] {
  const words = upgrades === undefined ? [] : upgradesInWords(upgrades)
  if (upgrades === undefined || words.length === 0) return []
  const told = words.join(' ')
  if (upgrades.count === 0) return [block(`### Upgrades\n\n${told}\n`)]
  const columns = ['Package', 'From', 'To', 'Fixes', 'Worst', 'Where']
  return [
    {
      head: `### Upgrades that fix most\n\n${told}\n\n${tableHead(columns)}`,
      rows: upgrades.list.slice(0, ROWS).map(upgradeRow),
      total: upgrades.count,
      more: (missing) => `${count(missing, 'more upgrade')}: see the run report, ${code('upgrades')}.`,
    },
  ]
}

function upgradeRow(upgrade: Upgrade): string {
  const where = oneLine(whereInWords(upgrade))
  return tableRow([
    `<strong>${plain(upgrade.package, PACKAGE_CHARS)}</strong>`,
    plain(installedInWords(upgrade), VERSION_CHARS),
    plain(targetInWords(upgrade), VERSION_CHARS),
    upgrade.fixes.toLocaleString('en-US'),
    markedSeverity(upgrade.severity),
    where === '' ? '' : code(cutStart(where, PLACE_CHARS)),
  ])
}
