import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/ui/button.tsx';
import { applyTheme, storedTheme, themes, type Theme } from './theme.ts';

const icons = { system: Monitor, light: Sun, dark: Moon } as const;

/** Goes round the colour schemes: that of the system, light, dark. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(storedTheme);
  const Icon = icons[theme];
  return (
    <Button
      aria-label={`Colours: ${theme}`}
      onClick={() => {
        const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
        applyTheme(next);
        setTheme(next);
      }}
    >
      <Icon size={16} aria-hidden />
    </Button>
  );
}
