/* Makes thumbnails of product pictures. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    char name[32];
    char command[64];

    if (argc < 2) {
        printf(argv[0]);
        return 1;
    }
    strcpy(name, argv[1]);
    sprintf(command, "convert %s -resize 64x64 thumb.png", name);
    return system(command);
}
