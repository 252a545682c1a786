export type PanelName = 'chat' | 'people' | 'polls' | 'settings';
