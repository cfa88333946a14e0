"""What people see: pages, posters and fonts, with the two engines that set them."""
