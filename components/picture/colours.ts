/**
 * The colours of the light theme by their tokens, out of the style sheet that has them all: a picture is drawn where no style sheet
 * applies.
 *
 * @returns the colour of a token; it throws an Error on one that there is not
 */
export function lightColours(css: string): (token: string) => string {
  const colours = new Map(
    [...css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{3,8}),/g)].map(([, name, colour]) => [
      name,
      colour!,
    ]),
  );
  return (token) => {
    const colour = colours.get(token);
    if (!colour) throw new Error(`no colour is called --${token}`);
    return colour;
  };
}
