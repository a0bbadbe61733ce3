/** Credentials in lines of a shell or of a Dockerfile: behind `-p`, `-u user:`, `ENV NAME`, and in what is written to a command that reads a password. */
import { REDACTED } from './mark.js'
import { type Range, withoutRanges } from './ranges.js'
import { holdsCredential, isCredentialName, isVocabulary, tellsAbout } from './vocabulary.js'

/** Commands whose `-p` (or the like) is a password. The rest of the line is looked through, up to this length. */
const COMMAND =
  /\b(?:docker|podman|buildah|skopeo|helm|oras|crane|nerdctl|az|oc|argocd|cf) {1,3}(?:registry )?login\b|\b(?:sshpass|mysql\w{0,8}|mariadb|mongo\w{0,8}|redis-cli|ldapsearch|smbclient|curl|wget)\b/gi
const COMMAND_LINE = 400
const FLAG = /(\s-(?:p|P|a|w)(?:\s{1,3}|=)?)(?!\d{1,5}(?:\s|$|:))["']?[^\s"'|;&-][^\s"'|;&]{0,256}/g
const USER_FLAG = /(\s(?:-u|--user|-U)(?:\s{1,3}|=)?["']?[^\s:"']{1,128}:)[^\s"']{1,256}/g

/** Returns the same text when there is none. */
export function redactCommands(text: string): string {
  return inPipes(inDeclarations(inLogins(text)))
}

function inLogins(text: string): string {
  let result = ''
  let done = 0
  for (const { index } of text.matchAll(COMMAND)) {
    if (index < done) continue
    const lineEnd = text.indexOf('\n', index)
    const end = Math.min(lineEnd < 0 ? text.length : lineEnd, index + COMMAND_LINE)
    const line = text.slice(index, end)
    result += text.slice(done, index) + line.replace(FLAG, isFlagValue).replace(USER_FLAG, `$1${REDACTED}`)
    done = end
  }
  return done === 0 ? text : result + text.slice(done)
}

function isFlagValue(match: string, flag: string): string {
  const value = match.slice(flag.length).replace(/^["']/, '')
  return isVocabulary(value) || /^[$<{]/.test(value) ? match : `${flag}${REDACTED}`
}

/** `ENV DB_PASSWORD hunter2`: with a blank, the rest of the line is the value. */
const DECLARATION = /\b(?:ENV|LABEL|setenv) {1,4}([A-Za-z_][\w.-]{0,60}) {1,4}(?=[^\s=])/g

function inDeclarations(text: string): string {
  const values = Array.from(text.matchAll(DECLARATION), ({ index, 0: found, 1: name = '' }): Range | undefined => {
    const start = index + found.length
    const end = endOfLine(text, start)
    return isTold(name) && !/^[$<{]/.test(text.slice(start, end)) && !isVocabulary(text.slice(start, end)) ? { start, end } : undefined
  })
  const ranges = values.filter((range) => range !== undefined)
  return ranges.length === 0 ? text : withoutRanges(text, ranges)
}

function isTold(name: string): boolean {
  return /_|[A-Z]{3}/.test(name) && (holdsCredential(name) || (isCredentialName(name) && !tellsAbout(name)))
}

/** What reads a password from what is written to it. */
const READER =
  /--(?:password|passphrase|token|secret|api-key)-(?:std)?(?:in|fd)\b|--with-token\b|\bsudo {1,3}-S\b|\bchpasswd\b|\bpasswd {1,3}--stdin\b/g

/** A reader belongs to what is written within so many characters in front of it. */
const PIPE = 200

/** `echo hunter2 | docker login --password-stdin`, `docker login --password-stdin <<< hunter2`. */
function inPipes(text: string): string {
  const ranges = Array.from(text.matchAll(READER), ({ index, 0: reader }) => [
    ...writtenBefore(text, index),
    ...writtenBehind(text, index + reader.length),
  ]).flat()
  return ranges.length === 0 ? text : withoutRanges(text, ranges)
}

function writtenBefore(text: string, reader: number): readonly Range[] {
  const from = Math.max(0, text.lastIndexOf('\n', reader) + 1, reader - PIPE)
  const pipe = text.lastIndexOf('|', reader)
  const line = pipe < from ? '' : text.slice(from, pipe)
  const written = Math.max(behindLast(line, 'echo '), behindLast(line, 'printf '))
  return written === -1 ? [] : valueWithin(text, { start: from + written, end: pipe })
}

function behindLast(line: string, command: string): number {
  const at = line.lastIndexOf(command)
  return at === -1 ? -1 : at + command.length
}

function writtenBehind(text: string, reader: number): readonly Range[] {
  const end = Math.min(endOfLine(text, reader), reader + PIPE)
  const at = text.slice(reader, end).indexOf('<<<')
  return at === -1 ? [] : valueWithin(text, { start: reader + at + 3, end })
}

/** Without blanks and options; a variable and the output of another command are no value. */
function valueWithin(text: string, { start, end }: Range): readonly Range[] {
  const written = text.slice(start, end)
  const lead = /^(?:\s|-[a-zA-Z]{1,3}\s){0,8}/.exec(written)?.[0].length ?? 0
  const value = written.slice(lead).trimEnd()
  return value === '' || /^["']?(?:\$|\x60|<|\{\{)/.test(value) || value.includes(REDACTED)
    ? []
    : [{ start: start + lead, end: start + lead + value.length }]
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}
