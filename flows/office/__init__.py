"""The office's own work: technology tags, checklists, confirmations, deemed exports, partners, what leaves for an authority."""
