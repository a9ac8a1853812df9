/** A part of the model while it is being built. */
export type Open<T> = { -readonly [Key in keyof T]: T[Key] };

/** The same with other types for some of its fields. */
export type OpenWith<T, Changed> = Open<Omit<T, keyof Changed>> & Changed;
