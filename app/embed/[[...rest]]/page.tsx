import { notFound } from 'next/navigation';

/** Whatever else is asked for is told that it is not there, without the site around it. */
export default function NoEmbed() {
  notFound();
}
