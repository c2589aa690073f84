"""What pages share: the shell, navigation, filters, cards, messages and charts."""
