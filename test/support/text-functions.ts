/** Every function of the source that goes through a text of a scanner, made one of a text alone. */

import { descriptionOf } from '../../src/asff/description.js'
import { imageResource } from '../../src/asff/image.js'
import { remediationOf } from '../../src/asff/remediation.js'
import { cut, lineOfText, linesOfText, plainText as plainAsff } from '../../src/asff/text.js'
import { titleOf } from '../../src/asff/title.js'
import { typesOf } from '../../src/asff/types.js'
import { publicUrl } from '../../src/asff/url.js'
import type { Finding } from '../../src/finding.js'
import { scopePrefix } from '../../src/identity/scope.js'
import { cutEnd, cutStart } from '../../src/output/cut-text.js'
import { code, link, plain, prose, tableRow } from '../../src/output/markdown.js'
import * as safe from '../../src/output/safe-text.js'
import { redactCommands } from '../../src/redact/commands.js'
import { createSuspicion } from '../../src/redact/credential-findings.js'
import { redactKeyBlocks } from '../../src/redact/key-blocks.js'
import { createPathShortener } from '../../src/redact/machine-paths.js'
import { markedValues } from '../../src/redact/marked-values.js'
import { needlesOf, redactSecrets, unlikeWords } from '../../src/redact/secrets.js'
import { redactLink } from '../../src/redact/text.js'
import { redactTokens } from '../../src/redact/tokens.js'
import { fixedVersionIn } from '../../src/reports/native/upgrade-advice.js'
import { isAbsolutePath, isAbsoluteUri, parseRoots, placeOfPath, toRepositoryPath } from '../../src/reports/paths/paths.js'
import { packageReaders } from '../../src/reports/sarif/packages/package-readers.js'
import { severityInText } from '../../src/reports/sarif/severity/severity-words.js'
import { fillIn, messageText } from '../../src/reports/sarif/texts/messages.js'
import { readableMessage } from '../../src/reports/sarif/texts/readable-message.js'
import { addressOf } from '../../src/reports/vocabulary/address.js'
import { advisoriesIn, isAdvisoryId } from '../../src/reports/vocabulary/advisory-ids.js'
import { beginningOf } from '../../src/reports/vocabulary/beginning.js'
import { scoreOfVector } from '../../src/reports/vocabulary/cvss-score.js'
import { cwesIn } from '../../src/reports/vocabulary/cwes.js'
import { managerOfEcosystem, managerOfFile } from '../../src/reports/vocabulary/ecosystems.js'
import { excerpt } from '../../src/reports/vocabulary/excerpt.js'
import { fixedVersions, upgradesFrom, versionsBehind } from '../../src/reports/vocabulary/fixed-versions.js'
import { httpUrl } from '../../src/reports/vocabulary/http-url.js'
import { isArchive, nameOfImage } from '../../src/reports/vocabulary/image-name.js'
import { labelsIn } from '../../src/reports/vocabulary/labels.js'
import { plainLinks } from '../../src/reports/vocabulary/plain-links.js'
import { cells, oneLine, plainText } from '../../src/reports/vocabulary/plain-text.js'
import { packageOfPurl } from '../../src/reports/vocabulary/purl.js'

const ROOTS = parseRoots(['/home/runner/work/shop/shop', 'C:\\work\\shop'])
const shorten = createPathShortener(['/home/runner/work/shop/shop', 'C:\\work\\shop'])

const ABOUT: Finding = {
  kind: 'code',
  rule: { id: 'x', tags: [] },
  severity: { label: 'LOW', original: 'low' },
  message: '',
  otherLocations: [],
  cwes: [],
  fingerprints: [],
  requirements: [],
  secrets: [],
}

export const TEXT_FUNCTIONS: Readonly<Record<string, (text: string) => unknown>> = {
  plainText,
  plainLinks,
  cells,
  oneLine,
  excerpt,
  beginningOf: (text) => beginningOf(text, text.length - 1),
  redactCommands,
  redactLink,
  suspicion: (text) => createSuspicion()({ ...ABOUT, message: text, rule: { id: text, name: text, title: text, tags: [] } }),
  markedValues: (text) => markedValues({ ...ABOUT, quoted: [text] }, true),
  labelsIn,
  fillIn: (text) => fillIn(text, [text.slice(0, 10)]),
  messageText: (text) => messageText({ text }, undefined, []),
  readableMessage: (text) => readableMessage(text, 'codeql', { id: 'a', tags: [], description: text }),
  severityInText: (text) => severityInText(text, 'trivy'),
  advisoriesIn,
  isAdvisoryId,
  cwesIn,
  scoreOfVector,
  managerOfEcosystem,
  managerOfFile,
  fixedVersions,
  versionsBehind,
  upgradesFrom: (text) => upgradesFrom(text, [text]),
  fixedVersionIn: (text) => fixedVersionIn(text, 'a'),
  addressOf,
  httpUrl,
  nameOfImage,
  isArchive,
  isAbsoluteUri,
  isAbsolutePath,
  placeOfPath: (text) => placeOfPath(text, ROOTS),
  toRepositoryPath: (text) => toRepositoryPath(text, ROOTS),
  packageOfPurl,
  packageOfPurlBehind: (text) => packageOfPurl(`pkg:npm/${text}`),
  redactKeyBlocks,
  redactTokens,
  shorten,
  redactSecrets: (text) => redactSecrets(text, needlesOf(['hunter2-hunter2', text.slice(0, 1000)]), 8),
  needlesOf: (text) => unlikeWords(needlesOf([text])),
  plainAsff: (text) => plainAsff(text, 1024),
  lineOfText: (text) => lineOfText(text, 256),
  linesOfText: (text) => linesOfText([text], { count: 10, length: 100 }),
  cut: (text) => cut(text, 100),
  titleOf: (text) => titleOf(finding({ title: text })),
  titleOfMessage: (text) => titleOf(finding({ message: text })),
  descriptionOf: (text) => descriptionOf(finding({ message: text, remediation: text })),
  remediationOf: (text) => remediationOf(finding({ remediation: text })),
  typesOf: (text) => typesOf(finding({ message: text, rule: { id: text, tags: [text] } })),
  publicUrl,
  imageResource,
  scopePrefix: (text) =>
    scopePrefix({ serverUrl: text, repository: text, branch: { kind: 'branch', name: text }, tool: text, category: text }),
  cutEnd: (text) => cutEnd(text, 100),
  cutStart: (text) => cutStart(text, 100),
  markdownPlain: (text) => plain(text, 200),
  prose: (text) => prose(text, 1000),
  code,
  link: (text) => link(text, text),
  tableRow: (text) => tableRow([text]),
  visibleText: safe.visibleText,
  safeOneLine: safe.oneLine,
  forLog: safe.forLog,
  forLogLines: safe.forLogLines,
  forCommandData: safe.forCommandData,
  forCommandProperty: (text) => safe.forCommandProperty(text, 200),
  forMarkdown: safe.forMarkdown,
  forHtml: safe.forHtml,
  safeUrl: safe.safeUrl,
  ...Object.fromEntries([...packageReaders].map(([tool, read]) => [`packages of ${tool}`, (text: string) => read(evidence(tool, text))])),
}

function finding(facts: Partial<Finding>): Finding {
  const rule = { id: 'a', tags: [] }
  const severity = { label: 'HIGH', source: 'tool' } as unknown as Finding['severity']
  return { rule, message: '', severity, otherLocations: [], fingerprints: [], cwes: [], requirements: [], secrets: [], ...facts } as Finding
}

function evidence(tool: string, text: string) {
  return {
    ...{ tool, ruleId: text, ruleName: text, shortDescription: text, fullDescription: text, help: text, message: text, markdown: text },
    ...{ ruleProperties: { purls: [text], tags: [text] }, properties: {}, logicalName: text, path: text, file: text, fix: text },
  }
}
