/** The generated parts of docs/sarif.md. */
import { type Mark, withPart } from './marked-part.js'
import { recordedToolsTable, toolsTable } from './sarif-tools.js'
import { wordsTable } from './sarif-words.js'

export const WORDS_MARK: Mark = { name: 'severity-words', origin: 'made from the source by npm run docs' }
export const TOOLS_MARK: Mark = { name: 'tools', origin: 'made from reports of these tools by npm run docs' }

export const RECORDED_MARK: Mark = { name: 'recorded-tools', origin: 'made from test/fixtures by npm run docs' }
export const RECORDED = 'test/fixtures'

/** @param corpus folder of reports; where it is missing the table of tools stays as it is */
export async function withSarifTables(page: string, corpus: string): Promise<string> {
  const tools = await toolsTable(corpus)
  const withWords = withPart(withPart(page, WORDS_MARK, wordsTable()), RECORDED_MARK, await recordedToolsTable(RECORDED))
  return tools === undefined ? withWords : withPart(withWords, TOOLS_MARK, tools)
}
