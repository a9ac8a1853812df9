import { LoaderCircle } from 'lucide-react';

export const Spinner = ({ size = 16 }: { readonly size?: number }) => (
  <LoaderCircle className="text-accent shrink-0 animate-spin" size={size} aria-hidden />
);
