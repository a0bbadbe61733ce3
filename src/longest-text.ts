/**
 * UTF-16 code units of a text of a report that are read. Security Hub takes 1024 of the longest field. What is done to a text cannot be
 * interrupted, and takes about a microsecond for each; no scanner says that much in one.
 */
export const LONGEST_TEXT = 2 ** 16
