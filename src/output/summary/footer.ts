import type { RunResult } from '../../run-result.js'
import { count } from '../in-words.js'
import { block, type Section } from './section.js'

const MILLISECONDS_PER_SECOND = 1000

/** What it took. */
export function footer(result: RunResult): Section {
  const { milliseconds, import: sent } = result
  const parts = [
    'Publish to Security Hub',
    `${seconds(milliseconds.total)} in all`,
    `${seconds(milliseconds.read)} to read`,
    ...(milliseconds.lookup === 0 ? [] : [`${seconds(milliseconds.lookup)} to look up`]),
    ...(sent.requests === 0 ? [] : [`${seconds(milliseconds.import)} to import`]),
    ...(sent.requests === 0 ? [] : [count(sent.requests, 'request')]),
    ...(sent.throttled === 0 ? [] : [`${sent.throttled.toLocaleString('en-US')} throttled`]),
    ...(sent.retried === 0 ? [] : [`${sent.retried.toLocaleString('en-US')} retried`]),
  ]
  return block(`<sub>${parts.join(' · ')}</sub>`)
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / MILLISECONDS_PER_SECOND).toFixed(1)} s`
}
