interface Node {
  readonly type: string;
  readonly value?: string;
  children?: Node[];
  readonly data?: { readonly hName: string };
}

const citation = /\[([A-Za-z]{1,3}\d{1,5})\]/;

/** A remark plugin: citations in text ([E1]) become `cite` elements that hold the id. Code stays as it is. */
export function remarkCitations() {
  const walk = (node: Node): void => {
    if (!node.children) return;
    node.children = node.children.flatMap((child) => {
      if (child.type !== 'text') {
        walk(child);
        return [child];
      }
      return (child.value ?? '')
        .split(new RegExp(citation, 'g'))
        .map((part, at): Node =>
          at % 2 === 1
            ? {
                type: 'citation',
                data: { hName: 'cite' },
                children: [{ type: 'text', value: part }],
              }
            : { type: 'text', value: part },
        )
        .filter(({ value }) => value !== '');
    });
  };
  return walk;
}
