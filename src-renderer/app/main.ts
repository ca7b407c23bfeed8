import { mount } from 'svelte';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/blocks.css';
import '../styles/controls.css';
import { openBridge } from '../bridge/open-bridge.js';
import { AppState } from '../state/app-state.svelte.js';
import App from './App.svelte';

const target = document.getElementById('app');
if (target !== null) mount(App, { target, props: { app: new AppState(openBridge()) } });
