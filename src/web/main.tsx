import { render } from 'preact';
import { App } from './app.tsx';
import { keepForOffline } from './connection.ts';

const place = document.getElementById('app');
if (place) render(<App />, place);
keepForOffline();
