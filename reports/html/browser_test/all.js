'use strict';
// In one process, so that Chromium is started once.

require('./page.test.js');
require('./accessible.test.js');
require('./hostile.test.js');
require('./history.test.js');
