/** Closed classes of English words, for concepts: each is short and does not grow. */
export const WORD_CLASSES: Readonly<Record<string, readonly string[]>> = {
  'an article': ['a', 'an', 'the'],
  'a preposition': [
    ...['of', 'in', 'to', 'for', 'with', 'on', 'at', 'by', 'from', 'about', 'into', 'over', 'after', 'under'],
    ...['between', 'through', 'during', 'without', 'against', 'among', 'upon', 'before', 'toward', 'within'],
  ],
  'a pronoun': [
    ...['i', 'you', 'he', 'she', 'it', 'we', 'they', 'me', 'him', 'her', 'us', 'them', 'my', 'your', 'his'],
    ...['its', 'our', 'their', 'this', 'that', 'these', 'those', 'who', 'whom', 'whose', 'which', 'what'],
  ],
  'a conjunction': [
    'and',
    'or',
    'but',
    'nor',
    'so',
    'yet',
    'because',
    'if',
    'while',
    'when',
    'although',
    'as',
    'than',
  ],
  'a form of be, have or do': [
    ...['is', 'are', 'was', 'were', 'be', 'been', 'being', 'am', 'has', 'have', 'had', 'do', 'does', 'did'],
  ],
  'a modal verb': ['can', 'could', 'may', 'might', 'must', 'shall', 'should', 'will', 'would'],
};

/** Endings that tell what a word is, more often than not. */
export const ENDINGS = ['ing', 'ed', 'ly', 'ness', 'tion', 'ment', 's'] as const;
