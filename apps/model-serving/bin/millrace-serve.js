#!/usr/bin/env node
import '../dist/bundle/serve/serve.js';
