/** Which of several versions is newer, by the rules of their ecosystem. */
import type { Scheme } from '../ecosystem.js'
import { ALPINE } from './orders/alpine.js'
import { DEBIAN } from './orders/debian.js'
import { MAVEN } from './orders/maven.js'
import type { Order } from './orders/order.js'
import { PYTHON } from './orders/python.js'
import { RPM } from './orders/rpm.js'
import { RUBY } from './orders/ruby.js'
import { semanticOrder } from './orders/semantic.js'

/** The place of each version among the others, equal for equal ones. What cannot be ordered has none. */
export type Ranks = ReadonlyMap<string, number>

/** Longer texts are no versions; comparing takes time by the length. In UTF-16 code units. */
const LONGEST_VERSION = 128

const SEMANTIC = semanticOrder({ ignoreCase: false })
const CASELESS = semanticOrder({ ignoreCase: true })

type Ranking = (texts: readonly string[]) => Ranks

const RANKINGS: Readonly<Record<Scheme, Ranking>> = {
  semantic: ranking(SEMANTIC),
  caseless: ranking(CASELESS),
  python: ranking(PYTHON),
  ruby: ranking(RUBY),
  maven: ranking(MAVEN),
  debian: ranking(DEBIAN),
  rpm: ranking(RPM),
  alpine: ranking(ALPINE),
  system: whereAllAgree([ranking(DEBIAN), ranking(RPM), ranking(ALPINE)]),
  unknown: whereAllAgree([
    ...[ranking(CASELESS), ranking(PYTHON), ranking(RUBY), ranking(MAVEN)],
    ...[ranking(DEBIAN), ranking(RPM), ranking(ALPINE)],
  ]),
}

export function ranksOf(scheme: Scheme, texts: Iterable<string>): Ranks {
  const distinct = [...new Set(texts)].filter((text) => text !== '' && text.length <= LONGEST_VERSION)
  return RANKINGS[scheme](distinct)
}

function ranking<Version>({ parse, compare }: Order<Version>): Ranking {
  return (texts) => {
    const parsed = texts.flatMap((text) => {
      const version = parse(text)
      return version === undefined ? [] : [{ text, version }]
    })
    parsed.sort((left, right) => compare(left.version, right.version))
    const ranks = new Map<string, number>()
    let rank = 0
    parsed.forEach(({ text, version }, index) => {
      const before = parsed[index - 1]
      if (before !== undefined && compare(before.version, version) !== 0) rank += 1
      ranks.set(text, rank)
    })
    return ranks
  }
}

/** Where nobody says whose package it is, the order is known where all that can read these versions order them alike, and that are two at least. */
function whereAllAgree(rankings: readonly Ranking[]): Ranking {
  return (texts) => {
    const [first, ...others] = rankings.map((rank) => rank(texts)).filter(({ size }) => size === texts.length)
    const agree = others.length > 0 && others.every((ranks) => texts.every((text) => ranks.get(text) === first?.get(text)))
    return agree && first !== undefined ? first : new Map()
  }
}
