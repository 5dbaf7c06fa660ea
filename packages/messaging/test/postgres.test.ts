import { conformance } from './conformance.ts';

conformance('postgres');
