export type PanelName = 'chat' | 'people' | 'polls' | 'slides' | 'settings';
