import type { Severity } from '../finding.js'

/** GitHub's three, most severe first. */
export const ANNOTATION_LEVELS = ['error', 'warning', 'notice'] as const
export type AnnotationLevel = (typeof ANNOTATION_LEVELS)[number]

/** Per step and level the runner passes on this many; the rest is only logged. actions/runner, ExecutionContext.cs `_maxCountPerIssueType`. */
export const ANNOTATIONS_PER_LEVEL = 10

const LEVELS: Readonly<Record<Severity, AnnotationLevel>> = {
  CRITICAL: 'error',
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'notice',
  INFORMATIONAL: 'notice',
}

export function levelOf(severity: Severity): AnnotationLevel {
  return LEVELS[severity]
}
