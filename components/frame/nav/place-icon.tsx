import {
  IconBook,
  IconChartHistogram,
  IconFileCheck,
  IconHome,
  IconMail,
  IconMap2,
  IconSettings,
  IconShieldCheck,
  IconTargetArrow,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import type { PlaceLabel } from "./navigation.ts";

const ICONS: Record<PlaceLabel, TablerIcon> = {
  Home: IconHome,
  Reviews: IconShieldCheck,
  "Threat models": IconMap2,
  Policies: IconFileCheck,
  Guardians: IconUsers,
  Training: IconBook,
  Metrics: IconChartHistogram,
  Newsletters: IconMail,
  Program: IconTargetArrow,
  Settings: IconSettings,
};

export function PlaceIcon({ label }: { label: PlaceLabel }) {
  const Drawing = ICONS[label];
  return <Drawing size={16} stroke={1.5} aria-hidden="true" />;
}
