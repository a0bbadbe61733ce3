/** How far the opening of reports is, for whoever waits. */
import { statSync } from 'node:fs'
import type { Redactor } from '../../redact.js'
import type { FoundReport } from '../../reports/find/find.js'
import type { OnProgress, Voice } from '../progress.js'

/** Reports that are named when they are opened; there may be thousands. */
const NAMED = 100

/** Tells how far the opening of reports is, by the bytes of their files. What is packed counts when it is done. */
export function createFollowing(
  found: readonly FoundReport[],
  { onProgress, redactor, voice }: { readonly onProgress: OnProgress; readonly redactor: Redactor; readonly voice: Pick<Voice, 'say'> },
) {
  const of = found.reduce((sum, report) => sum + bytesOf(report), 0)
  let [named, before, done] = [0, 0, 0]
  return {
    begin(report: FoundReport): (count: number) => void {
      named += 1
      if (named <= NAMED) voice.say(`${redactor.name(report.shown)} (${sizeInWords(bytesOf(report))})`)
      if (named === NAMED && found.length > NAMED) voice.say(`… and ${(found.length - NAMED).toLocaleString('en-US')} more`)
      done = before
      before += bytesOf(report)
      onProgress({ work: 'opening', done, of })
      return (count) => {
        done += count
        onProgress({ work: 'opening', done, of })
      }
    },
  }
}

function sizeInWords(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000).toLocaleString('en-US')} MB`
}

/** 0 when it cannot be told: opening the report says what is wrong with it. */
export function bytesOf({ path }: FoundReport): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}
